import type { World } from "../../clusters/driver.ts";
import { ApiError, type KubernetesClient, type KubernetesObject } from "../../clusters/kubernetes.ts";
import { referencesOf, repositoryOf } from "../../clusters/references.ts";
import type { WorldSpec } from "../../clusters/world.ts";

export const deployments = "deployments.apps";
export const replicaSets = "replicasets.apps";

interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
}

/** The parts of a Deployment that steps compute with. */
export interface Deployment extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly paused?: boolean;
    readonly selector: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly template: Template;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
  };
}

export interface ReplicaSet extends KubernetesObject {
  readonly spec: { readonly replicas?: number; readonly template: Template };
}

/** @throws ApiError 404 when there is none. */
export async function readDeployment(client: KubernetesClient, spec: WorldSpec, name?: string): Promise<Deployment> {
  const wanted = name ?? spec.application.workload.name;
  const found = await client.get(deployments, spec.application.namespace, wanted);
  if (found === undefined) throw new ApiError(404, "NotFound", `deployments.apps "${wanted}" not found`);
  return found as Deployment;
}

export function selectorOf({ spec }: Deployment): string {
  return Object.entries(spec.selector.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

/** The workload's pods that are not on their way out. */
export async function readPods(client: KubernetesClient, deployment: Deployment): Promise<readonly KubernetesObject[]> {
  const pods = await client.list("pods", deployment.metadata.namespace, { labelSelector: selectorOf(deployment) });
  return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

export function imageOf({ spec }: Deployment | ReplicaSet, container: string): string | undefined {
  return spec.template.spec.containers.find(({ name }) => name === container)?.image;
}

export interface ImageChoice {
  readonly version: string;
  readonly from: "registry" | "mirror";
  readonly by: "tag" | "digest";
}

/**
 * The reference that a version's image is asked for by, or why there is none. A digest is the one that was noted when the
 * version was published, so that it is known while the registry is away.
 */
export async function referenceOf(
  { version, from, by }: ImageChoice,
  { world, spec }: { readonly world: World; readonly spec: WorldSpec },
): Promise<{ readonly reference: string } | { readonly problem: string }> {
  const image = spec.images[version];
  if (image === undefined)
    return { problem: `no version is called ${version}; there are ${Object.keys(spec.images).join(", ")}` };
  const { host, mirror } = spec.registry;
  let reference = image.reference;
  if (from === "mirror") {
    if (mirror === undefined) return { problem: "the scenario has no mirror (registry.mirror)" };
    if (!reference.startsWith(`${host}/`))
      return { problem: `${reference} is not of ${host}, so that the mirror does not hold it` };
    reference = `${mirror}${reference.slice(host.length)}`;
  }
  if (by === "tag") return { reference };
  const digest = await world.registry.digest(image.reference);
  if (digest === undefined) return { problem: `no digest is known of ${image.reference}` };
  return { reference: `${repositoryOf(reference)}@${digest}` };
}

/** Whether an image reference names this version: by its tag, by its digest, at the registry or at the mirror. */
export async function namesVersion(
  image: string,
  version: string,
  { world, spec }: { readonly world: World; readonly spec: WorldSpec },
): Promise<boolean> {
  const reference = spec.images[version]?.reference;
  if (reference === undefined) return false;
  return referencesOf(reference, await world.registry.digest(reference), spec.registry).includes(image);
}
