import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Deployment } from "../../kinds/deployment.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { boundsOf } from "./rolling-update.ts";

export type Annotations = Readonly<Record<string, string>>;

const prefix = "deployment.kubernetes.io/";
export const revisionAnnotation = `${prefix}revision`;
const historyAnnotation = `${prefix}revision-history`;
const desiredAnnotation = `${prefix}desired-replicas`;
const maxAnnotation = `${prefix}max-replicas`;
/** Longest history of earlier revisions that a ReplicaSet keeps, in characters. */
const longestHistory = 2000;

/** What describes the deployment alone and is not handed down to its ReplicaSets. */
const ownToDeployment: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "deprecated.deployment.rollback.to",
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
]);

/** 0 for an object without a revision. Clients may begin anywhere, and what they write is an int64. */
export function revisionOf({ metadata }: KubernetesObject): bigint {
  return revisionIn(metadata.annotations?.[revisionAnnotation]);
}

function revisionIn(text = ""): bigint {
  return /^-?[0-9]{1,19}$/.test(text) ? BigInt(text) : 0n;
}

/** The deployment's replicas when the ReplicaSet was last scaled. */
export function desiredReplicasOf(set: ReplicaSet): number | undefined {
  return numberIn(set, desiredAnnotation);
}

/** The deployment's replicas plus surge when the ReplicaSet was last scaled. */
export function maxReplicasOf(set: ReplicaSet): number | undefined {
  return numberIn(set, maxAnnotation);
}

/** Annotations by which a ReplicaSet remembers the deployment's size. */
export function sizeAnnotations(deployment: Deployment): Annotations {
  const { replicas } = deployment.spec;
  return {
    [desiredAnnotation]: String(replicas),
    [maxAnnotation]: String(replicas + boundsOf(deployment).maxSurge),
  };
}

/**
 * Annotations of the newest ReplicaSet: the deployment's own handed down, and its revision. A ReplicaSet that is taken up
 * again, as an undo does, gets the next revision and remembers the ones that it had. Returns the same object when nothing
 * changes.
 */
export function newestAnnotations(
  deployment: Deployment,
  present: Annotations | undefined,
  revision: bigint,
): Annotations {
  const next: Record<string, string> = { ...present };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (!ownToDeployment.has(key)) next[key] = value;
  const before = present?.[revisionAnnotation];
  if (revisionIn(before) < revision) {
    next[revisionAnnotation] = String(revision);
    if (before !== undefined) next[historyAnnotation] = remember(present![historyAnnotation], before);
  }
  const changed = Object.keys(next).some((key) => next[key] !== present?.[key]);
  return changed || present === undefined ? next : present;
}

function remember(history: string | undefined, revision: string): string {
  const revisions = history === undefined || history === "" ? [] : history.split(",");
  revisions.push(revision);
  while (revisions.join(",").length > longestHistory && revisions.length > 1) revisions.shift();
  return revisions.join(",");
}

function numberIn(set: ReplicaSet, annotation: string): number | undefined {
  const text = set.metadata.annotations?.[annotation];
  return text === undefined ? undefined : Number(text);
}
