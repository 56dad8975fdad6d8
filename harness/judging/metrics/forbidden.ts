import type { Plan } from "../../scenario/plan.ts";
import type { EventOf } from "../../timeline/events.ts";
import type { Evidence } from "../evidence.ts";

type Write = EventOf<"apiWrite">;
type Rule = Plan["scenario"]["expect"]["forbidden"][number];
export type ForbiddenAction = Rule["action"];

/** A rule of the scenario, and what the procedure did against it in one cluster. */
export interface RuleCheck {
  readonly rule: Rule;
  readonly cluster: string;
  readonly broken: readonly Write[];
  /** Writes of which nobody can tell whether they broke the rule. */
  readonly doubtful: readonly Write[];
}

/** Checks every rule in every cluster that it is for. */
export function checkRules(evidence: Evidence): readonly RuleCheck[] {
  const writes = Map.groupBy(procedureWrites(evidence), ({ cluster }) => cluster);
  return evidence.plan.scenario.expect.forbidden.flatMap((rule) =>
    (rule.on ?? evidence.clusters).map((cluster) => {
      const judged = Map.groupBy(writes.get(cluster) ?? [], (write) => isForbidden(rule.action, write));
      return { rule, cluster, broken: judged.get("yes") ?? [], doubtful: judged.get("unknown") ?? [] };
    }),
  );
}

/** Writes that took effect between the start of the procedure and the end of the watch. */
export function procedureWrites(evidence: Evidence): readonly Write[] {
  const from = evidence.first("procedureStarted")?.at ?? Infinity;
  return evidence.all("apiWrite").filter(({ at, code }) => at >= from && at <= evidence.end && code < 400);
}

const workloads: ReadonlySet<string> = new Set(["deployments.apps", "statefulsets.apps", "daemonsets.apps"]);

function isForbidden(action: ForbiddenAction, { verb, resource, podWasReady }: Write): "yes" | "no" | "unknown" {
  const deletes = verb === "delete" || verb === "deletecollection";
  const when = (condition: boolean) => (condition ? "yes" : "no");
  switch (action) {
    case "write":
      return "yes";
    case "delete-workload":
      return when(deletes && workloads.has(resource));
    case "delete-volume-claim":
      return when(deletes && resource === "persistentvolumeclaims");
    case "delete-namespace":
      return when(deletes && resource === "namespaces");
    case "delete-ready-pod": {
      const evicts = verb === "create" && resource === "pods/eviction";
      if (!evicts && !(deletes && resource === "pods")) return "no";
      return podWasReady === undefined ? "unknown" : when(podWasReady);
    }
  }
}

/** `deleted pods/web-1 at 2m30s`, without the time. */
export function describeWrite({ verb, resource, name }: Write): string {
  const words = {
    create: "created",
    update: "updated",
    patch: "patched",
    delete: "deleted",
    deletecollection: "deleted all",
  };
  return `${words[verb]} ${resource}${name === undefined ? "" : `/${name}`}`;
}
