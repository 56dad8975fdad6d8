import { matchesAll, selects, type LabelRequirement, type Labels } from "../kinds/labels.ts";
import type { Node } from "../kinds/node.ts";
import type { Pod } from "../kinds/pod.ts";

interface NodeSelectorTerm {
  readonly matchExpressions?: readonly LabelRequirement[];
  readonly matchFields?: readonly LabelRequirement[];
}

/** Whether the node is one that the pod's selector and required affinity ask for. */
export function isWanted({ spec }: Pod, { metadata }: Node): boolean {
  if (!matchesAll(spec.nodeSelector ?? {}, metadata.labels)) return false;
  const required = (spec["affinity"] as Affinity | undefined)?.nodeAffinity
    ?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms = required?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => meets(term, metadata.labels ?? {}, metadata.name));
}

interface Affinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: {
      readonly nodeSelectorTerms: readonly NodeSelectorTerm[];
    };
  };
}

function meets({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, labels: Labels, name: string): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  return selects({ matchExpressions }, labels) && selects({ matchExpressions: matchFields }, { "metadata.name": name });
}
