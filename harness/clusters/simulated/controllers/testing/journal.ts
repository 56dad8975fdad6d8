import type { Condition } from "../../kinds/condition.ts";
import type { Deployment } from "../../kinds/deployment.ts";
import type { Event } from "../../kinds/event.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import type { SmallCluster } from "./small-cluster.ts";

/** What could be seen of the rollouts of a deployment, each list without repetitions in a row. */
export interface Journal {
  readonly sizes: readonly string[];
  /** The deployment's events. */
  readonly scaling: readonly string[];
  readonly Progressing: readonly string[];
  readonly Available: readonly string[];
  readonly ReplicaFailure: readonly string[];
}

/** Keeps a journal from now on; ReplicaSets are numbered in the order in which they appear. */
export function keepJournal(cluster: SmallCluster): Journal {
  const journal = {
    sizes: [] as string[],
    scaling: [] as string[],
    Progressing: [] as string[],
    Available: [] as string[],
    ReplicaFailure: [] as string[],
  };
  const sizes = new Map<string, string>();
  const names = new Map<string, string>();
  const numbered = (text: string) =>
    text
      .replace(/web-[0-9a-z]{8,10}/g, (name) => {
        if (!names.has(name)) names.set(name, `web-${names.size + 1}`);
        return names.get(name)!;
      })
      .replace(/(web-\d)-[0-9a-z]{5}/g, "$1-x");

  cluster.informers.of<ReplicaSet>("replicasets.apps").onChange(({ old, now }) => {
    const { metadata } = (now ?? old)!;
    const name = numbered(metadata.name);
    const revision = metadata.annotations?.["deployment.kubernetes.io/revision"];
    const size = `${name} revision ${revision}: ${now === undefined ? "gone" : now.spec.replicas}`;
    if (sizes.get(name) !== size) journal.sizes.push(size);
    sizes.set(name, size);
  });
  cluster.informers.of<Event>("events").onChange(({ now }) => {
    if (now?.involvedObject.kind !== "Deployment") return;
    journal.scaling.push(numbered(now.message) + (now.count! > 1 ? ` (x${now.count})` : ""));
  });
  cluster.informers.of<Deployment>("deployments.apps").onChange(({ now }) => {
    for (const type of ["Progressing", "Available", "ReplicaFailure"] as const) {
      const condition = now?.status?.conditions?.find((other: Condition) => other.type === type);
      const text =
        condition === undefined ? "none" : `${condition.status} ${condition.reason}: ${numbered(condition.message!)}`;
      const list = journal[type];
      if (list.at(-1) !== text && (condition !== undefined || list.length > 0)) list.push(text);
    }
  });
  return journal;
}
