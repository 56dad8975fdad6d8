import { ApiError, type KubernetesClient, type KubernetesObject } from "../../kubernetes.ts";
import { runLabel } from "../../run-label.ts";
import { chaosObject, type Hindrance, linkLabel, networkChaos, whyNotInjected } from "./network-chaos.ts";

/** One end of a link, and where the other one is. */
export interface End {
  readonly client: KubernetesClient;
  readonly namespace: string;
  readonly runId: string;
  /** Cluster at the far end. */
  readonly far: string;
  /** Its addresses. */
  readonly targets: readonly [string, ...string[]];
}

export interface Covered {
  /** How many pods there are to hinder. */
  readonly pods: number;
  /** By pod: why it is not known to be hindered. */
  readonly doubts: ReadonlyMap<string, string>;
}

/** NetworkChaos objects of one run towards one far end. */
export function labelsOf({ runId, far }: Pick<End, "runId" | "far">): string {
  return `${runLabel}=${runId},${linkLabel}=${far}`;
}

/**
 * Has every pod at this end hindered: makes the objects that are missing, takes away those that have lost their pod, and reads
 * what Chaos Mesh says of the rest.
 * @param change tells the objects of one hindrance from those of another.
 */
export async function cover(end: End, hindrance: Hindrance, change: number): Promise<Covered> {
  const { client, namespace, far } = end;
  const pods = (await client.list("pods", namespace)).filter(isHinderable);
  const objects = await client.list(networkChaos, namespace, { labelSelector: labelsOf(end) });
  const byName = new Map(objects.map((object) => [object.metadata.name, object]));
  const doubts = new Map<string, string>();
  for (const { metadata } of pods) {
    const name = `drill-${far}-${change}-${metadata.uid}`;
    const object = byName.get(name);
    byName.delete(name);
    const pod = metadata.name;
    const why = object === undefined ? "it has only just come" : whyNotInjected(object, pod);
    if (why !== undefined) doubts.set(pod, why);
    if (object === undefined) await create(end, chaosObject({ ...end, name, pod, hindrance }));
  }
  for (const { metadata } of byName.values())
    if (metadata.deletionTimestamp === undefined) await client.delete(networkChaos, namespace, metadata.name);
  return { pods: pods.length, doubts };
}

/** Two looks at a time may both find that one is missing. */
async function create({ client, namespace }: End, object: KubernetesObject): Promise<void> {
  try {
    await client.create(networkChaos, namespace, object);
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== "AlreadyExists") throw error;
  }
}

/** Pods that the drill itself makes are none of the application; what runs on the node's own network is the node's. */
function isHinderable({ metadata, spec, status }: KubernetesObject): boolean {
  const isLiving = status?.phase === "Running" && metadata.deletionTimestamp === undefined;
  return isLiving && metadata.labels?.[runLabel] === undefined && spec.hostNetwork !== true;
}
