import { findCondition } from "../../kinds/condition.ts";
import { isPodReady, readySince, type Pod } from "../../kinds/pod.ts";

const costAnnotation = "controller.kubernetes.io/pod-deletion-cost";

export interface RankingContext {
  /** Calendar time. */
  readonly now: Date;
  /** Running pods of the same owner's ReplicaSets on a node. */
  readonly podsOn: (node: string) => number;
}

/**
 * The pods that a ReplicaSet deletes first: those that serve least. In this order: not yet bound, pending, not ready,
 * lower deletion cost, on a fuller node, ready for a shorter time, more restarts, younger. Ages are compared by their
 * logarithm, so that pods of about the same age are told apart by uid and not by age.
 */
export function mostDeletable(pods: readonly Pod[], count: number, context: RankingContext): readonly Pod[] {
  if (count >= pods.length) return pods;
  const ranked = pods.map((pod) => ({ pod, rank: rankOf(pod, context) }));
  ranked.sort((a, b) => compareRanks(a.rank, b.rank) || compareText(a.pod.metadata.uid!, b.pod.metadata.uid!));
  return ranked.slice(0, count).map(({ pod }) => pod);
}

/** Smaller is deleted sooner, from the first number on. */
function rankOf(pod: Pod, { now, podsOn }: RankingContext): readonly number[] {
  const { spec, status, metadata } = pod;
  return [
    spec.nodeName ? 1 : 0,
    phases.indexOf(status?.phase ?? "Pending"),
    isPodReady(pod) ? 1 : 0,
    Number.parseInt(metadata.annotations?.[costAnnotation] ?? "0", 10) || 0,
    spec.nodeName ? -podsOn(spec.nodeName) : 0,
    ageClass(readySince(pod) ?? findCondition(status?.conditions, "Ready")?.lastTransitionTime, now),
    -restarts(pod),
    ageClass(metadata.creationTimestamp, now),
  ];
}

const phases = ["Pending", "Unknown", "Running", "Succeeded", "Failed"];

/** Whole powers of two, of nanoseconds as in the original. */
function ageClass(timestamp: string | null | undefined, now: Date): number {
  if (!timestamp) return -1;
  const age = now.getTime() - Date.parse(timestamp);
  return age > 0 ? Math.floor(Math.log2(age * 1e6)) : -1;
}

function restarts({ status }: Pod): number {
  let most = 0;
  for (const { restartCount } of status?.containerStatuses ?? []) most = Math.max(most, restartCount);
  return most;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
