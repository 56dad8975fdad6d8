import { UserError } from "../../base/errors.ts";
import type { KubernetesObject } from "../kubernetes.ts";

/** What the scenario says about the application; everything may be left out where the manifests leave no choice. */
export interface WorkloadChoice {
  /** Path of the manifests, for messages. */
  readonly manifests: string;
  /** `deployment/NAME`. */
  readonly workload?: string | undefined;
  readonly container?: string | undefined;
  readonly service?: string | undefined;
  readonly namespace?: string | undefined;
}

export interface FoundWorkload {
  readonly deployment: KubernetesObject;
  readonly container: string;
  /** As the manifests name it. */
  readonly image: string;
  readonly service: string;
  readonly namespace: string;
}

/** @throws UserError when there is no such workload, container or service, or more than one and none is named. */
export function findWorkload(objects: readonly KubernetesObject[], choice: WorkloadChoice): FoundWorkload {
  const deployment = findDeployment(objects, choice);
  const { name: container, image } = findContainer(deployment, choice);
  const own = deployment.metadata.namespace;
  if (own !== undefined && choice.namespace !== undefined && own !== choice.namespace)
    throw new UserError(
      `application.namespace is ${choice.namespace}, but Deployment ${deployment.metadata.name} of ${choice.manifests} is in ${own}`,
      { hint: "Leave application.namespace out: the manifests decide." },
    );
  const namespace = own ?? choice.namespace ?? "default";
  return { deployment, container, image, namespace, service: findService(objects, deployment, namespace, choice) };
}

function findDeployment(
  objects: readonly KubernetesObject[],
  { manifests, workload }: WorkloadChoice,
): KubernetesObject {
  const deployments = objects.filter(({ kind }) => kind === "Deployment");
  const names = deployments.map(({ metadata }) => metadata.name);
  if (workload !== undefined) {
    const wanted = workload.replace(/^deployment\//, "");
    const found = deployments.find(({ metadata }) => metadata.name === wanted);
    if (found !== undefined) return found;
    const there = names.length === 0 ? "none" : names.join(", ");
    throw new UserError(`${manifests} holds no Deployment ${wanted}; its Deployments: ${there}`, {
      hint: "Correct application.workload.",
    });
  }
  const [only, second] = deployments;
  if (only === undefined) {
    const kinds = [...new Set(objects.map(({ kind }) => kind))].join(", ");
    throw new UserError(`${manifests} holds no Deployment, only ${kinds}`, {
      hint: "A drill rehearses the rollout of a Deployment; point application.manifests at one.",
    });
  }
  if (second !== undefined)
    throw new UserError(`${manifests} holds ${deployments.length} Deployments: ${names.join(", ")}`, {
      hint: `Say which one is rolled back: application.workload: deployment/${names[0]}.`,
    });
  return only;
}

interface Container {
  readonly name: string;
  readonly image: string;
}

function findContainer(deployment: KubernetesObject, { manifests, container }: WorkloadChoice): Container {
  const { name } = deployment.metadata;
  const containers = (deployment["spec"]?.template?.spec?.containers ?? []) as readonly Partial<Container>[];
  const found = container === undefined ? containers[0] : containers.find((one) => one.name === container);
  if (found === undefined) {
    const names = containers.map((one) => one.name).join(", ") || "none";
    const what = container === undefined ? "no container" : `no container ${container}`;
    throw new UserError(`Deployment ${name} of ${manifests} has ${what}; its containers: ${names}`, {
      hint: "Correct application.container.",
    });
  }
  if (typeof found.name === "string" && typeof found.image === "string" && found.image !== "")
    return found as Container;
  throw new UserError(`container ${found.name ?? "1"} of Deployment ${name} of ${manifests} has no image`, {
    hint: "The versions of the scenario are tags of that image.",
  });
}

function findService(
  objects: readonly KubernetesObject[],
  deployment: KubernetesObject,
  namespace: string,
  { manifests, service }: WorkloadChoice,
): string {
  const services = objects.filter(
    ({ kind, metadata }) => kind === "Service" && (metadata.namespace ?? namespace) === namespace,
  );
  const names = (list: readonly KubernetesObject[]) => list.map(({ metadata }) => metadata.name).join(", ") || "none";
  if (service !== undefined) {
    if (services.some(({ metadata }) => metadata.name === service)) return service;
    throw new UserError(`${manifests} holds no Service ${service}; its Services: ${names(services)}`, {
      hint: "Correct application.service.",
    });
  }
  const labels = (deployment["spec"]?.template?.metadata?.labels ?? {}) as Readonly<Record<string, string>>;
  const selecting = services.filter((one) => selects(one, labels));
  if (selecting.length === 1) return selecting[0]!.metadata.name;
  const { name } = deployment.metadata;
  if (selecting.length === 0)
    throw new UserError(
      `no Service of ${manifests} selects the pods of Deployment ${name}; its Services: ${names(services)}`,
      {
        hint: "Users' requests enter by a Service; add one, or correct its selector.",
      },
    );
  throw new UserError(`several Services of ${manifests} select the pods of Deployment ${name}: ${names(selecting)}`, {
    hint: `Say by which one users come in: application.service: ${selecting[0]!.metadata.name}.`,
  });
}

function selects(service: KubernetesObject, labels: Readonly<Record<string, string>>): boolean {
  const selector = Object.entries((service["spec"]?.selector ?? {}) as Readonly<Record<string, string>>);
  return selector.length > 0 && selector.every(([label, value]) => labels[label] === value);
}
