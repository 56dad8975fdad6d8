import type { Clock } from "../../../../base/clock.ts";
import type { DaemonSet } from "../../kinds/daemon-set.ts";
import type { IntOrPercent } from "../../kinds/deployment.ts";
import type { Pod } from "../../kinds/pod.ts";
import { untilAvailable } from "../replica-set/status.ts";
import { isLeaving, isOf } from "./daemon-pods.ts";

/** Nodes that get a pod and pods that go. */
export interface Changes {
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
}

export interface Present {
  readonly set: DaemonSet;
  readonly hash: string;
  /** Of each node that should run a pod or has one, in the order of the nodes. */
  readonly pods: ReadonlyMap<string, readonly Pod[]>;
  /** How many nodes should run a pod. */
  readonly desired: number;
}

/** The next pods to replace, within what the strategy allows to be missing or to be there twice. */
export function rollingUpdate(present: Present, clock: Clock): Changes {
  const { rollingUpdate: limits } = present.set.spec.updateStrategy;
  const maxSurge = scaled(limits?.maxSurge ?? 0, present.desired);
  const maxUnavailable = scaled(limits?.maxUnavailable ?? 1, present.desired);
  return maxSurge === 0 ? replace(present, Math.max(1, maxUnavailable), clock) : surge(present, maxSurge, clock);
}

function replace({ set, hash, pods }: Present, maxUnavailable: number, clock: Clock): Changes {
  const candidates: Pod[] = [];
  const broken: Pod[] = [];
  let unavailable = 0;
  for (const onNode of pods.values()) {
    const { fresh, stale, isClear } = sortOut(onNode, hash);
    if (!isClear || (fresh === undefined) === (stale === undefined)) unavailable++;
    else if (fresh !== undefined) unavailable += isAvailable(fresh, set, clock) ? 0 : 1;
    else if (!isAvailable(stale!, set, clock)) broken.push(stale!);
    else if (unavailable < maxUnavailable) candidates.push(stale!);
  }
  return { create: [], remove: [...broken, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))] };
}

function surge({ set, hash, pods }: Present, maxSurge: number, clock: Clock): Changes {
  const remove: Pod[] = [];
  const urgent: string[] = [];
  const candidates: string[] = [];
  let surging = 0;
  for (const [node, onNode] of pods) {
    const { fresh, stale, isClear } = sortOut(onNode, hash);
    if (!isClear || stale === undefined) continue;
    if (fresh !== undefined) {
      if (isAvailable(fresh, set, clock)) remove.push(stale);
      else surging++;
    } else if (!isAvailable(stale, set, clock)) urgent.push(node);
    else if (surging < maxSurge) candidates.push(node);
  }
  return { create: [...urgent, ...candidates.slice(0, Math.max(0, maxSurge - surging))], remove };
}

/** The pod of the present template and that of an earlier one; not clear where there are two of either. */
function sortOut(onNode: readonly Pod[], hash: string) {
  const staying = onNode.filter((pod) => !isLeaving(pod));
  const fresh = staying.filter((pod) => isOf(pod, hash));
  const stale = staying.filter((pod) => !isOf(pod, hash));
  return { fresh: fresh[0], stale: stale[0], isClear: fresh.length <= 1 && stale.length <= 1 };
}

export function isAvailable(pod: Pod, set: DaemonSet, clock: Clock): boolean {
  return untilAvailable(pod, set, clock) === 0;
}

/** Rounded up, as for daemons both limits are. */
function scaled(limit: IntOrPercent, of: number): number {
  return typeof limit === "number" ? limit : Math.ceil((Number.parseInt(limit, 10) * of) / 100);
}
