import { isReady, type KubernetesObject } from "../../kubernetes.ts";
import { controllerOf, fingerprint, mayVanish } from "./fingerprint.ts";
import type { Golden, GoldenNode } from "./golden.ts";
import { type Inventory, keyOf, type Listed } from "./inventory.ts";
import type { Sight } from "./look.ts";
import type { NodeContents } from "./node-contents.ts";

/** One thing in which a cluster is not as it was made. */
export interface Difference {
  /** `clusterroles.rbac.authorization.k8s.io ops: left behind`. */
  readonly text: string;
  readonly remedy: Remedy;
}

export type Remedy =
  | { readonly is: "delete"; /** of the object */ readonly path: string }
  /** It goes by itself. */
  | { readonly is: "wait" }
  /** Labels, annotations, taints, cordon. */
  | { readonly is: "node"; readonly node: string }
  | {
      readonly is: "clean";
      readonly node: string;
      readonly images: readonly string[];
      readonly files: readonly string[];
    }
  | { readonly is: "thaw"; readonly node: string }
  /** What it has done to the cluster cannot be known. */
  | { readonly is: "none" };

/** Everything in which a cluster is not as it was made; empty when it is golden. */
export function compare(golden: Golden, { containers, inventory, contents }: Sight): readonly Difference[] {
  const nodes = Object.entries(golden.nodes).flatMap(([node, was]) => [
    ...compareContainer(node, containers[node]),
    ...compareContents(node, was, contents[node] ?? "nobody looked"),
  ]);
  if (typeof inventory === "string") return [...nodes, unreadable(inventory)];
  return [
    ...nodes,
    ...inventory.unreadable.map(unreadable),
    ...compareObjects(golden, inventory),
    ...unrest(inventory),
    ...strayPods(inventory, contents),
  ];
}

function unreadable(why: string): Difference {
  return { text: why, remedy: { is: "wait" } };
}

function compareContainer(node: string, state: string | undefined): readonly Difference[] {
  if (state === "running") return [];
  return [{ text: `node ${node} is ${state}`, remedy: state === "paused" ? { is: "thaw", node } : { is: "none" } }];
}

function compareContents(
  node: string,
  { contents: was }: GoldenNode,
  now: NodeContents | string,
): readonly Difference[] {
  if (typeof now === "string") return [{ text: `node ${node}: ${now}`, remedy: { is: "wait" } }];
  const extra = (kind: "images" | "hosts") => Object.keys(now[kind]).filter((name) => was[kind][name] === undefined);
  const [images, files] = [extra("images"), extra("hosts")];
  const altered = (["images", "hosts"] as const).flatMap((kind) =>
    Object.entries(was[kind])
      .filter(([name, value]) => now[kind][name] !== value)
      .map(([name]) => name),
  );
  return [
    ...[...images, ...files].map((name): Difference => ({
      text: `node ${node}: ${name} left behind`,
      remedy: { is: "clean", node, images, files },
    })),
    ...altered.map((name): Difference => ({ text: `node ${node}: ${name} changed or gone`, remedy: { is: "none" } })),
  ];
}

function compareObjects({ objects: was }: Golden, { objects }: Inventory): readonly Difference[] {
  const now = new Map(objects.map((listed) => [keyOf(listed), listed]));
  const byUid = new Map(objects.map((listed) => [listed.object.metadata.uid, listed]));
  const newNamespaces = new Set(
    objects.filter((listed) => listed.type === "namespaces" && was[keyOf(listed)] === undefined).map(nameOf),
  );
  const found = objects.flatMap((listed): readonly Difference[] => {
    const key = keyOf(listed);
    const root = rootOf(listed, byUid);
    if (was[key] !== undefined) return root === listed ? changes(listed, was[key]) : [];
    // It goes with its namespace.
    if (newNamespaces.has(listed.object.metadata.namespace ?? "")) return [];
    if (root === listed) return [{ text: `${key}: left behind`, remedy: { is: "delete", path: listed.path } }];
    const isExpected = root !== undefined && was[keyOf(root)] !== undefined;
    return isExpected ? [] : [{ text: `${key}: still there`, remedy: { is: "wait" } }];
  });
  const gone = Object.keys(was).filter((key) => !now.has(key) && !mayVanish(key));
  return [...found, ...gone.map((key): Difference => ({ text: `${key}: gone`, remedy: { is: "none" } }))];
}

function changes(listed: Listed, was: Readonly<Record<string, string>>): readonly Difference[] {
  const now = fingerprint(listed);
  const parts = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((part) => was[part] !== now[part]);
  if (parts.length === 0) return [];
  const name = nameOf(listed);
  return [
    {
      text: `${keyOf(listed)}: ${parts.join(", ")} changed`,
      remedy: listed.type === "nodes" ? { is: "node", node: name } : { is: "none" },
    },
  ];
}

/** The object that stands for itself at the end of a chain of controllers; undefined when that is gone. */
function rootOf(listed: Listed, byUid: ReadonlyMap<string | undefined, Listed>): Listed | undefined {
  const controller = controllerOf(listed.object);
  if (controller === undefined) return listed;
  const owner = byUid.get(controller.uid);
  return owner === undefined ? undefined : rootOf(owner, byUid);
}

/** What is not at rest yet: nodes that are not ready, pods that come or go. */
function unrest({ objects }: Inventory): readonly Difference[] {
  const uneasy = objects.filter(
    ({ type, object }) => object.metadata.deletionTimestamp !== undefined || !(isAtRest[type]?.(object) ?? true),
  );
  return uneasy.map((listed) => ({ text: `${keyOf(listed)}: not at rest`, remedy: { is: "wait" } }));
}

const isAtRest: Readonly<Record<string, (object: KubernetesObject) => boolean>> = {
  nodes: isReady,
  "deployments.apps": ({ spec, status }) =>
    (status.readyReplicas ?? 0) === spec.replicas &&
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas,
  "daemonsets.apps": ({ status }) =>
    status.numberReady === status.desiredNumberScheduled && (status.updatedNumberScheduled ?? 0) === status.numberReady,
};

/** A static pod is called otherwise by the API than by its kubelet. */
const staticPod = "kubernetes.io/config.hash";

/** Pods that the API does not know any more, and whose kubelet is not done with them. */
function strayPods({ objects }: Inventory, contents: Sight["contents"]): readonly Difference[] {
  const known = new Set(
    objects
      .filter(({ type }) => type === "pods")
      .map(({ object: { metadata } }) => metadata.annotations?.[staticPod] ?? metadata.uid),
  );
  return Object.entries(contents).flatMap(([node, held]) =>
    typeof held === "string"
      ? []
      : held.pods
          .filter((pod) => !known.has(pod))
          .map((pod): Difference => ({ text: `node ${node}: pod ${pod} is not gone yet`, remedy: { is: "wait" } })),
  );
}

function nameOf({ object }: Listed): string {
  return object.metadata.name;
}
