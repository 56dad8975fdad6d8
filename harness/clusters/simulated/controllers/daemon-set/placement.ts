import type { Clock } from "../../../../base/clock.ts";
import type { EventRecorder } from "../../events.ts";
import type { Node } from "../../kinds/node.ts";
import { isPodReady, type Pod } from "../../kinds/pod.ts";
import { isLeaving, isOf } from "./daemon-pods.ts";
import { eligibilityOf } from "./eligibility.ts";
import { isAvailable, type Changes, type Present } from "./rolling-update.ts";

/** What has to come and go so that each eligible node has its pod, and no other node has one. */
export function placement(
  present: Present,
  nodes: readonly Node[],
  { clock, events }: { clock: Clock; events: EventRecorder },
): Changes {
  const create: string[] = [];
  const remove: Pod[] = [];
  for (const node of nodes) {
    const { name } = node.metadata;
    const { shouldRun, mayStay } = eligibilityOf(present.set, node);
    const onNode = present.pods.get(name) ?? [];
    if (onNode.length === 0 && shouldRun) create.push(name);
    else if (!mayStay) remove.push(...onNode.filter((pod) => !isLeaving(pod)));
    else remove.push(...superfluous(present, onNode, name, { clock, events }));
  }
  return { create, remove };
}

function superfluous(
  { set, hash }: Present,
  onNode: readonly Pod[],
  node: string,
  { clock, events }: { clock: Clock; events: EventRecorder },
): readonly Pod[] {
  const remove: Pod[] = [];
  const running: Pod[] = [];
  for (const pod of onNode) {
    const { namespace, name } = pod.metadata;
    const { phase } = pod.status ?? {};
    if (isLeaving(pod)) continue;
    if (phase === "Failed") {
      const message = `Found failed daemon pod ${namespace}/${name} on node ${node}, will try to kill it`;
      events.record(set, { type: "Warning", reason: "FailedDaemonPod", message });
    } else if (phase === "Succeeded") {
      const message = `Found succeeded daemon pod ${namespace}/${name} on node ${node}, will try to delete it`;
      events.record(set, { type: "Normal", reason: "SucceededDaemonPod", message });
    }
    (phase === "Failed" || phase === "Succeeded" ? remove : running).push(pod);
  }
  const surges = ![undefined, 0, "0%"].includes(set.spec.updateStrategy.rollingUpdate?.maxSurge);
  if (!surges) return [...remove, ...running.slice(1)];
  const fresh = running.filter((pod) => isOf(pod, hash));
  const stale = running.filter((pod) => !isOf(pod, hash));
  const isReplaced =
    fresh[0] !== undefined && stale[0] !== undefined && (!isPodReady(stale[0]) || isAvailable(fresh[0], set, clock));
  return [...remove, ...fresh.slice(1), ...stale.slice(isReplaced ? 0 : 1)];
}
