import type { DaemonSet } from "../../kinds/daemon-set.ts";
import type { Node, Taint } from "../../kinds/node.ts";
import type { Pod, PodSpec, Toleration } from "../../kinds/pod.ts";
import { isWanted } from "../../scheduler/node-affinity.ts";
import { tolerationOf } from "../../scheduler/tolerations.ts";

/** Whether a node gets a pod of the set, and whether one that is there may stay. */
export interface Eligibility {
  readonly shouldRun: boolean;
  readonly mayStay: boolean;
}

const nowhere: Eligibility = { shouldRun: false, mayStay: false };

export function eligibilityOf({ spec }: DaemonSet, node: Node): Eligibility {
  const { spec: template } = spec.template;
  if (template.nodeName !== undefined && template.nodeName !== "" && template.nodeName !== node.metadata.name)
    return nowhere;
  if (!isWanted({ spec: template } as Pod, node)) return nowhere;
  const tolerations = daemonTolerations(template);
  const hard = (node.spec?.taints ?? []).filter(({ effect }) => effect !== "PreferNoSchedule");
  const untolerated = hard.filter((taint: Taint) => tolerationOf(taint, tolerations) === undefined);
  return {
    shouldRun: untolerated.length === 0,
    mayStay: untolerated.every(({ effect }) => effect !== "NoExecute"),
  };
}

/** What every daemon pod puts up with: it is there to serve its node, in whatever state that is. */
export function daemonTolerations(template: PodSpec): readonly Toleration[] {
  const exists = (name: string, effect: "NoExecute" | "NoSchedule"): Toleration => ({
    key: `node.kubernetes.io/${name}`,
    operator: "Exists",
    effect,
  });
  const always = [
    exists("not-ready", "NoExecute"),
    exists("unreachable", "NoExecute"),
    exists("disk-pressure", "NoSchedule"),
    exists("memory-pressure", "NoSchedule"),
    exists("pid-pressure", "NoSchedule"),
    exists("unschedulable", "NoSchedule"),
    ...(template["hostNetwork"] === true ? [exists("network-unavailable", "NoSchedule")] : []),
  ];
  const own = template.tolerations ?? [];
  const isThere = (one: Toleration) => own.some(({ key, effect }) => key === one.key && effect === one.effect);
  return [...own, ...always.filter((one) => !isThere(one))];
}
