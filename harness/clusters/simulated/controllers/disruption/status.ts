import type { Clock } from "../../../../base/clock.ts";
import type { KubernetesObject } from "../../../kubernetes.ts";
import { findCondition, timestamp, type Condition } from "../../kinds/condition.ts";
import type { IntOrPercent } from "../../kinds/deployment.ts";
import type { LabelSelector } from "../../kinds/labels.ts";
import { isPodReady, type Pod } from "../../kinds/pod.ts";
import { elapsedSince } from "../../elapsed.ts";

export interface DisruptionBudget extends KubernetesObject {
  readonly spec: {
    readonly minAvailable?: IntOrPercent;
    readonly maxUnavailable?: IntOrPercent;
    /** Absent: no pod; empty: every pod of the namespace. */
    readonly selector?: LabelSelector;
  };
  readonly status?: DisruptionStatus;
}

export interface DisruptionStatus {
  readonly observedGeneration?: number;
  readonly disruptionsAllowed: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  /** Pods whose eviction was granted and whose deletion is not seen yet, with the time of the grant. */
  readonly disruptedPods?: Readonly<Record<string, string>>;
  readonly conditions?: readonly Condition[];
}

/** An eviction that has not led to a deletion after this long is forgotten, ms. */
export const evictionTimeout = 120_000;

/** Which grant a time in `disruptedPods` is of. */
export const evictionOf = ({ metadata }: Pick<DisruptionBudget, "metadata">, pod: string) => `${metadata.uid} ${pod}`;

/** How many pods there should be, and how many of them healthy. */
export interface Counts {
  readonly expected: number;
  readonly desired: number;
  readonly hasUnowned?: boolean;
}

/** What is to be said of a budget whose pods are counted. */
export function statusOf(
  { metadata, status }: DisruptionBudget,
  { expected, desired }: Counts,
  covered: readonly Pod[],
  clock: Clock,
): DisruptionStatus {
  const disruptedPods: Record<string, string> = {};
  for (const { metadata: pod } of covered) {
    const at = status?.disruptedPods?.[pod.name];
    if (
      at !== undefined &&
      pod.deletionTimestamp === undefined &&
      elapsedSince(at, evictionOf({ metadata }, pod.name), clock) < evictionTimeout
    )
      disruptedPods[pod.name] = at;
  }
  const healthy = covered.filter(
    (pod) =>
      pod.metadata.deletionTimestamp === undefined && disruptedPods[pod.metadata.name] === undefined && isPodReady(pod),
  ).length;
  const allowed = expected > 0 ? Math.max(0, healthy - desired) : 0;
  const observedGeneration = metadata.generation!;
  const isAllowed = allowed > 0;
  const condition = allowance(
    { metadata, status },
    isAllowed,
    { reason: isAllowed ? "SufficientPods" : "InsufficientPods", message: "" },
    clock,
  );
  return {
    conditions: [condition],
    currentHealthy: healthy,
    desiredHealthy: desired,
    disruptionsAllowed: allowed,
    expectedPods: expected,
    observedGeneration,
    ...(Object.keys(disruptedPods).length === 0 ? {} : { disruptedPods }),
  };
}

/** When nothing can be said of a budget, nothing may be evicted. */
export function failSafe({ metadata, status }: DisruptionBudget, message: string, clock: Clock): DisruptionStatus {
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0, observedGeneration } = status ?? {};
  const text = { reason: "SyncFailed", message };
  // It speaks of the generation that was last understood, where there is one.
  const condition = allowance(
    { metadata: { ...metadata, generation: observedGeneration }, status },
    false,
    text,
    clock,
  );
  return { ...status, currentHealthy, desiredHealthy, expectedPods, disruptionsAllowed: 0, conditions: [condition] };
}

function allowance(
  {
    metadata,
    status,
  }: { metadata: { readonly generation?: number | undefined }; status: DisruptionStatus | undefined },
  isAllowed: boolean,
  text: { readonly reason: string; readonly message: string },
  clock: Clock,
): Condition {
  const value = isAllowed ? "True" : "False";
  const standing = findCondition(status?.conditions, "DisruptionAllowed");
  const lastTransitionTime = standing?.status === value ? standing.lastTransitionTime! : timestamp(clock.wallTime());
  const { generation } = metadata;
  return {
    type: "DisruptionAllowed",
    status: value,
    ...text,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    lastTransitionTime,
  };
}
