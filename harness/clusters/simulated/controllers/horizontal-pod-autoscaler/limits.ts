import type { AutoscalerSpec, ScalingPolicy, ScalingRules } from "../../kinds/horizontal-pod-autoscaler.ts";
import type { Memory, ScaleEvent } from "./memory.ts";

/** ms for which a lower recommendation waits where nothing else is said. */
const usualWindow = 300_000;

export interface Wish {
  readonly spec: AutoscalerSpec;
  readonly current: number;
  readonly desired: number;
  /** Drill time. */
  readonly now: number;
}

export interface Reasoned {
  readonly replicas: number;
  readonly reason: string;
  readonly message: string;
}

const inRange = {
  reason: "DesiredWithinRange",
  message: "the desired count is within the acceptable range",
} as const;
const tooMany = {
  reason: "TooManyReplicas",
  message: "the desired replica count is more than the maximum replica count",
} as const;
const tooFew = {
  reason: "TooFewReplicas",
  message: "the desired replica count is less than the minimum replica count",
} as const;
const tooFastUp = {
  reason: "ScaleUpLimit",
  message: "the desired replica count is increasing faster than the maximum scale rate",
} as const;
const tooFastDown = {
  reason: "ScaleDownLimit",
  message: "the desired replica count is decreasing faster than the maximum scale rate",
} as const;

const higher = "recent recommendations were higher than current one, applying the highest recent recommendation";
const lower = "recent recommendations were lower than current one, applying the lowest recent recommendation";

/** Lets a recommendation wait until those before it that would have done less are old enough. */
export function stabilise({ spec, current, desired, now }: Wish, memory: Memory): Reasoned {
  const { behavior } = spec;
  const upWindow = 1000 * (behavior?.scaleUp?.stabilizationWindowSeconds ?? 0);
  const downWindow = 1000 * (behavior?.scaleDown?.stabilizationWindowSeconds ?? usualWindow / 1000);
  const ceiling = Math.max(desired, ...memory.since(downWindow, now));
  const floor = Math.min(desired, ...memory.since(upWindow, now));
  memory.recommend(desired, now, Math.max(upWindow, downWindow));
  const replicas = behavior === undefined ? ceiling : Math.min(Math.max(current, floor), ceiling);
  if (replicas === desired)
    return { replicas, reason: "ReadyForNewScale", message: "recommended size matches current size" };
  const isUp = behavior !== undefined && desired >= current;
  return isUp
    ? { replicas, reason: "ScaleUpStabilized", message: lower }
    : { replicas, reason: "ScaleDownStabilized", message: higher };
}

/** Keeps to the bounds of the autoscaler, and to how fast it may go. */
export function limit({ spec, current, desired, now }: Wish, memory: Memory): Reasoned {
  const { minReplicas = 1, maxReplicas, behavior } = spec;
  if (behavior === undefined) {
    const fastest = Math.max(2 * current, 4);
    if (desired < minReplicas) return { replicas: minReplicas, ...tooFew };
    const bound = Math.min(fastest, maxReplicas);
    if (desired > bound) return { replicas: bound, ...(maxReplicas > fastest ? tooFastUp : tooMany) };
  } else if (desired > current) {
    const fastest = Math.max(current, fastestUp(behavior.scaleUp ?? {}, current, memory, now));
    const bound = Math.min(fastest, maxReplicas);
    if (desired > bound) return { replicas: bound, ...(maxReplicas > fastest ? tooFastUp : tooMany) };
  } else if (desired < current) {
    const fastest = Math.min(current, fastestDown(behavior.scaleDown ?? {}, current, memory, now));
    const bound = Math.max(fastest, minReplicas);
    if (desired < bound) return { replicas: bound, ...(minReplicas < fastest ? tooFastDown : tooFew) };
  }
  return { replicas: desired, ...inRange };
}

function fastestUp(rules: ScalingRules, current: number, memory: Memory, now: number): number {
  return fastest(rules, current, {
    widest: (bounds) => Math.max(...bounds),
    narrowest: (bounds) => Math.min(...bounds),
    bound: ({ type, value, periodSeconds }) => {
      const start = startOf(current, periodSeconds, memory, now);
      return type === "Pods" ? start + value : Math.ceil(start * (1 + value / 100));
    },
  });
}

function fastestDown(rules: ScalingRules, current: number, memory: Memory, now: number): number {
  return fastest(rules, current, {
    widest: (bounds) => Math.min(...bounds),
    narrowest: (bounds) => Math.max(...bounds),
    bound: ({ type, value, periodSeconds }) => {
      const start = startOf(current, periodSeconds, memory, now);
      return type === "Pods" ? start - value : Math.trunc(start * (1 - value / 100));
    },
  });
}

interface Direction {
  readonly widest: (bounds: readonly number[]) => number;
  readonly narrowest: (bounds: readonly number[]) => number;
  readonly bound: (policy: ScalingPolicy) => number;
}

function fastest({ selectPolicy, policies = [] }: ScalingRules, current: number, direction: Direction): number {
  if (selectPolicy === "Disabled") return current;
  const bounds = policies.map(direction.bound);
  return selectPolicy === "Min" ? direction.narrowest(bounds) : direction.widest(bounds);
}

/** The replicas as they were when the policy's period began. */
function startOf(current: number, seconds: number, { ups, downs }: Memory, now: number): number {
  const changed = (events: readonly ScaleEvent[]) =>
    events.filter(({ at }) => now - at < seconds * 1000).reduce((sum, { change }) => sum + change, 0);
  return current - changed(ups) + changed(downs);
}

/** How long changes have to be remembered, ms. */
export function memorySpan({ behavior }: AutoscalerSpec): { readonly up: number; readonly down: number } {
  const longest = (rules: ScalingRules | undefined) =>
    1000 * Math.max(0, ...(rules?.policies ?? []).map(({ periodSeconds }) => periodSeconds));
  return { up: longest(behavior?.scaleUp), down: longest(behavior?.scaleDown) };
}
