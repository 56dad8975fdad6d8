import type { Clock } from "../../../../base/clock.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { Metrics } from "../../metrics.ts";
import { measure, MetricError, requestsOf, type ResourceQuestion } from "./measurement.ts";

/** How far the use may be from its target before anything is done about it, as a share. */
const tolerance = 0.1;

export interface Proposal {
  readonly replicas: number;
  /** Percent of what was requested; undefined where the target is an amount. */
  readonly utilization: number | undefined;
  /** Thousandths, on average over the pods. */
  readonly average: number;
}

export interface Situation {
  readonly pods: readonly Pod[];
  readonly current: number;
  readonly metrics: Metrics | undefined;
  readonly clock: Clock;
}

interface Ratio {
  readonly ratio: number;
  readonly utilization: number | undefined;
  readonly average: number;
}

/** How many replicas it takes to use so many percent of what the pods request. @throws MetricError */
export function forUtilization(question: ResourceQuestion, target: number, situation: Situation): Proposal {
  const measured = measure(situation.pods, question, situation.metrics, situation.clock);
  const requests = requestsOf(situation.pods, question);
  const ratioOf = (usage: ReadonlyMap<string, number>): Ratio => {
    const known = [...usage].filter(([pod]) => requests.has(pod));
    const total = known.reduce((sum, [, used]) => sum + used, 0);
    const requested = known.reduce((sum, [pod]) => sum + requests.get(pod)!, 0);
    if (requested === 0) throw new MetricError("no metrics returned matched known pods");
    const utilization = Math.trunc((total * 100) / requested);
    return { ratio: utilization / target, utilization, average: Math.trunc(total / known.length) };
  };
  const full = (pod: string) => (requests.get(pod)! * Math.max(100, target)) / 100;
  return propose(measured, situation.current, ratioOf, full);
}

/** As `forUtilization`, for a target in thousandths of a core or a byte for each pod. @throws MetricError */
export function forAmount(question: ResourceQuestion, target: number, situation: Situation): Proposal {
  const measured = measure(situation.pods, question, situation.metrics, situation.clock);
  const ratioOf = (usage: ReadonlyMap<string, number>): Ratio => {
    const average = Math.trunc([...usage.values()].reduce((sum, used) => sum + used, 0) / usage.size);
    return { ratio: average / target, utilization: undefined, average };
  };
  return propose(measured, situation.current, ratioOf, () => target);
}

/**
 * Rules of the replica calculator of Kubernetes 1.34: pods without figures are taken to be at their target when the others
 * idle and to idle when the others are busy, and pods that start are taken to idle when the others are busy.
 */
function propose(
  { usage, ready, unready, missing }: ReturnType<typeof measure>,
  current: number,
  ratioOf: (usage: ReadonlyMap<string, number>) => Ratio,
  full: (pod: string) => number,
): Proposal {
  const first = ratioOf(usage);
  const { ratio, utilization, average } = first;
  const stay: Proposal = { replicas: current, utilization, average };
  const countsUnready = unready.length > 0 && ratio > 1;
  if (!countsUnready && missing.length === 0)
    return isWithin(ratio) ? stay : { ...stay, replicas: Math.ceil(ratio * ready) };
  const assumed = new Map(usage);
  if (ratio !== 1) for (const pod of missing) assumed.set(pod, ratio < 1 ? full(pod) : 0);
  if (countsUnready) for (const pod of unready) assumed.set(pod, 0);
  const second = ratioOf(assumed).ratio;
  const turnsRound = (ratio < 1 && second > 1) || (ratio > 1 && second < 1);
  if (isWithin(second) || turnsRound) return stay;
  const replicas = Math.ceil(second * assumed.size);
  const isOpposite = (second < 1 && replicas > current) || (second > 1 && replicas < current);
  return isOpposite ? stay : { ...stay, replicas };
}

function isWithin(ratio: number): boolean {
  return 1 - tolerance <= ratio && ratio <= 1 + tolerance;
}
