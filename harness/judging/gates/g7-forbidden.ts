import { formatDuration } from "../../base/duration.ts";
import type { Evidence } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { describeWrite, procedureWrites, type ForbiddenAction, type RuleCheck } from "../metrics/forbidden.ts";
import type { Finding, Gate } from "./gate.ts";
import { changesOf } from "./untouched.ts";

/** The procedure does nothing that the scenario forbids, and leaves alone what it must leave alone. */
export const nothingForbidden: Gate = {
  id: "G7",
  title: "no forbidden action",
  judge(findings) {
    const { evidence, rules } = findings;
    const { untouched } = evidence.plan.scenario.expect;
    const judged = [
      ...rules.map((check) => judgeRule(evidence, check)),
      ...untouched.map((cluster) => judgeUntouched(findings, cluster)),
    ];
    return judged.length > 0 ? judged : [{ title: "nothing is forbidden", outcome: "passed", detail: "" }];
  },
};

const titles: Readonly<Record<ForbiddenAction, string>> = {
  "delete-ready-pod": "no ready pod was deleted",
  "delete-workload": "no workload was deleted",
  "delete-volume-claim": "no volume claim was deleted",
  "delete-namespace": "no namespace was deleted",
  write: "nothing was written",
};

function judgeRule(evidence: Evidence, { rule, cluster, broken, doubtful }: RuleCheck): Finding {
  const title = `${titles[rule.action]} in ${cluster}`;
  const list = (writes: RuleCheck["broken"]) =>
    writes.map((write) => `${describeWrite(write)} at ${formatDuration(write.at)}`).join(", ");
  if (broken.length > 0) {
    const why = rule.reason === undefined ? "" : ` (${rule.reason})`;
    return { cluster, title, outcome: "failed", detail: list(broken) + why };
  }
  const unread = auditGap(evidence, cluster);
  if (unread !== undefined) return { cluster, title, outcome: "unknown", detail: unread };
  if (doubtful.length > 0)
    return { cluster, title, outcome: "unknown", detail: `nobody saw whether the pod was ready: ${list(doubtful)}` };
  return { cluster, title, outcome: "passed", detail: "" };
}

function judgeUntouched({ evidence }: Findings, cluster: string): Finding {
  const title = `${cluster} was left alone`;
  const { golden, final } = evidence.perCluster.get(cluster)!;
  const writes = procedureWrites(evidence).filter((write) => write.cluster === cluster);
  const changes = [...writes.map(describeWrite), ...changesOf(golden, final)];
  if (changes.length > 0) return { cluster, title, outcome: "failed", detail: changes.join(", ") };
  if (golden?.identity === undefined || final?.identity === undefined || final.containers === undefined)
    return { cluster, title, outcome: "unknown", detail: "its state before or after could not be read" };
  const unread = auditGap(evidence, cluster);
  if (unread !== undefined) return { cluster, title, outcome: "unknown", detail: unread };
  return { cluster, title, outcome: "passed", detail: "" };
}

/** Why the writes of a cluster are not all known; undefined when they are. */
function auditGap(evidence: Evidence, cluster: string): string | undefined {
  const audit = evidence.all("auditRead").findLast((event) => event.cluster === cluster);
  if (audit === undefined) return "nobody read what was written to the cluster";
  if (audit.until < evidence.end) return `what was written after ${formatDuration(audit.until)} was not read`;
  const recorded = evidence.all("apiWrite").filter((write) => write.cluster === cluster).length;
  return recorded < audit.writes
    ? `${audit.writes - recorded} of ${audit.writes} writes are missing in the log`
    : undefined;
}
