import type { Json, KubernetesObject } from "../../kubernetes.ts";
import { type Fingerprint, fingerprints } from "./fingerprint.ts";
import type { Inventory } from "./inventory.ts";
import type { Sight } from "./look.ts";
import type { NodeContents } from "./node-contents.ts";

/** What a cluster looked like before any drill had it. Holds hashes, not values. */
export interface Golden {
  readonly objects: Readonly<Record<string, Fingerprint>>;
  readonly nodes: Readonly<Record<string, GoldenNode>>;
}

/** What is put back by hand when a drill changed it, and what the node held. */
export interface GoldenNode {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly taints: Json;
  readonly unschedulable: boolean;
  readonly contents: Pick<NodeContents, "images" | "hosts">;
}

/** What could not be looked at, and why. */
export function unreadables({ inventory, contents }: Sight): readonly string[] {
  const nodes = Object.values(contents).filter((held) => typeof held === "string");
  return [...(typeof inventory === "string" ? [inventory] : inventory.unreadable), ...nodes];
}

/** Undefined when something could not be looked at. */
export function goldenOf(sight: Sight): Golden | undefined {
  const { inventory, contents } = sight;
  if (typeof inventory === "string" || unreadables(sight).length > 0) return undefined;
  const nodes: Record<string, GoldenNode> = {};
  for (const [name, held] of Object.entries(contents)) {
    const node = nodeOf(inventory, name);
    if (typeof held === "string" || node === undefined) return undefined;
    const { metadata, spec } = node;
    nodes[name] = {
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
      taints: (spec.taints ?? null) as Json,
      unschedulable: spec.unschedulable === true,
      contents: { images: held.images, hosts: held.hosts },
    };
  }
  return { objects: fingerprints(inventory.objects), nodes };
}

/** The API's object of a node. */
export function nodeOf({ objects }: Inventory, name: string): KubernetesObject | undefined {
  return objects.find(({ type, object }) => type === "nodes" && object.metadata.name === name)?.object;
}
