import type { StepDeclaration } from "../../scenario/schema/procedure.ts";
import type { StepAction } from "./step-action.ts";

/** A declared step with its action, its number from 1 and what the report calls it. */
export interface PreparedStep {
  readonly number: number;
  readonly title: string;
  readonly action: StepAction<unknown>;
  readonly declaration: StepDeclaration;
}

/** One cluster and the steps that it goes through, in their order. */
export interface ClusterRun {
  readonly cluster: string;
  readonly steps: readonly PreparedStep[];
}

/** A part of a procedure: a step that is done once, or runs of clusters that go on side by side. */
export type Stage =
  | { readonly kind: "fleet"; readonly step: PreparedStep }
  | { readonly kind: "clusters"; readonly runs: readonly ClusterRun[] };

export interface Order {
  readonly strategy: "one-after-the-other" | "waves" | "all-at-once";
  readonly waves: readonly (readonly string[])[];
  readonly clusters: readonly string[];
}

/**
 * In which order steps meet clusters. Steps that stand together and are done on clusters form a group; each cluster goes
 * through a whole group before the strategy lets the next one begin. Steps that are done once part the groups.
 */
export function stagesOf(steps: readonly PreparedStep[], order: Order): readonly Stage[] {
  const stages: Stage[] = [];
  let group: PreparedStep[] = [];
  const close = () => {
    stages.push(...groupStages(group, order));
    group = [];
  };
  for (const step of steps) {
    if (step.action.scope === "cluster") group.push(step);
    else {
      close();
      stages.push({ kind: "fleet", step });
    }
  }
  close();
  return stages;
}

function groupStages(group: readonly PreparedStep[], order: Order): Stage[] {
  return batches(order).flatMap((batch): Stage[] => {
    const runs = batch
      .map((cluster) => ({
        cluster,
        steps: group.filter(({ declaration: { on } }) => on === undefined || on.includes(cluster)),
      }))
      .filter(({ steps }) => steps.length > 0);
    return runs.length === 0 ? [] : [{ kind: "clusters", runs }];
  });
}

/** Clusters that no wave names come last, together. */
function batches({ strategy, waves, clusters }: Order): readonly (readonly string[])[] {
  switch (strategy) {
    case "one-after-the-other":
      return clusters.map((cluster) => [cluster]);
    case "all-at-once":
      return [clusters];
    case "waves": {
      const known = waves.map((wave) => wave.filter((cluster) => clusters.includes(cluster)));
      const named = new Set(known.flat());
      return [...known, clusters.filter((cluster) => !named.has(cluster))].filter((wave) => wave.length > 0);
    }
  }
}
