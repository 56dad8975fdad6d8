import { comparedResources } from "../compared-resources.ts";
import type { Touch } from "../driver.ts";
import type { KubernetesObject, ResourceName } from "../kubernetes.ts";
import { resourceNameOf } from "../resource-names.ts";
import type { WorldSpec } from "../world.ts";
import type { Member } from "./fleet.ts";
import { procedureAccount, procedureRole } from "./names.ts";

/** Something that a drill does with a cluster's API: what `drill plan` shows and what has to be allowed. */
export interface Deed {
  readonly verbs: readonly string[];
  /** With its subresource: `services/proxy`. */
  readonly resource: string;
  /** Undefined for what belongs to the whole cluster. */
  readonly namespace: string | undefined;
  readonly name?: string | undefined;
  readonly why: string;
}

/** All that a drill does on one cluster besides what the procedure does. @param spec in the drill's own namespace. */
export function deedsOn(cluster: string, spec: WorldSpec): readonly Deed[] {
  const { application, images } = spec;
  const { namespace, workload, service } = application;
  const objects = application.manifests[cluster] ?? [];
  const own = Object.values(images).flatMap(({ manifests = [] }) => manifests);
  const configured = Object.values(images).some(({ behaviour }) => behaviour.readsConfig.length > 0);
  const here = (verbs: readonly string[], resource: string, why: string, name?: string): Deed => ({
    verbs,
    resource,
    namespace,
    name,
    why,
  });
  const read: readonly ResourceName[] = ["pods", ...comparedResources];
  return [
    {
      verbs: ["create", "get", "delete"],
      resource: "namespaces",
      namespace: undefined,
      name: namespace,
      why: "its own",
    },
    here(["create"], "serviceaccounts", "whom the procedure acts as", procedureAccount),
    here(["create"], "serviceaccounts/token", "its token", procedureAccount),
    here(["create"], "rolebindings.rbac.authorization.k8s.io", "what the procedure may do", procedureAccount),
    {
      verbs: ["bind"],
      resource: "clusterroles.rbac.authorization.k8s.io",
      namespace,
      name: procedureRole,
      why: "the same",
    },
    here(["create", "get", "delete"], "pods", "a pod that pulls each version and starts nothing"),
    ...objects.map((object) => written(object, "the application")),
    ...own.map((object) => written(object, "a version's own")),
    here(["get", "patch"], "deployments.apps", "releases", workload.name),
    here(["get"], "services/proxy", "users", service),
    here(["get"], "pods/proxy", "what each process says of itself"),
    ...(configured
      ? ["configmaps", "secrets"].map((one) => here(["get"], one, "what processes should have read"))
      : []),
    ...read.map((resource) => here(["list"], resource, "the state before and after")),
  ];
}

function written(object: KubernetesObject, why: string): Deed {
  const { metadata } = object;
  const verbs = object.kind === "Namespace" ? ["patch"] : ["create", "patch"];
  return { verbs, resource: resourceNameOf(object), namespace: metadata.namespace, name: metadata.name, why };
}

/** What is shown of a drill on a cluster. */
export function touchesOf(deeds: readonly Deed[], { team: { context } }: Member): readonly Touch[] {
  return deeds.map(({ verbs, resource, namespace, name, why }) => ({
    context,
    verbs: verbs.join(", "),
    resource,
    namespace,
    name,
    why,
  }));
}
