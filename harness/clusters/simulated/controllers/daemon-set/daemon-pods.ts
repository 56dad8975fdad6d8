import type { DaemonSet } from "../../kinds/daemon-set.ts";
import { isPodFinished, type Pod, type PodTemplate } from "../../kinds/pod.ts";
import { daemonTolerations } from "./eligibility.ts";

export const revisionLabel = "controller-revision-hash";

const templateGeneration = "deprecated.daemonset.template.generation";

/** The set's template as it is for the pod of one node. */
export function templateFor({ metadata, spec }: DaemonSet, node: string, hash: string): PodTemplate {
  const { template } = spec;
  const generation = metadata.annotations?.[templateGeneration];
  const labels = {
    ...template.metadata?.labels,
    [revisionLabel]: hash,
    ...(generation === undefined ? {} : { "pod-template-generation": generation }),
  };
  return {
    metadata: { ...template.metadata, labels },
    spec: {
      ...template.spec,
      affinity: boundTo(node, template.spec["affinity"] as Affinity | undefined),
      tolerations: daemonTolerations(template.spec),
    },
  };
}

interface Affinity {
  readonly nodeAffinity?: object;
}

/** What the template asks of nodes was looked at already, and gives way to the one node's name. */
function boundTo(node: string, affinity: Affinity | undefined): object {
  const term = { matchFields: [{ key: "metadata.name", operator: "In", values: [node] }] };
  const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } };
  return { ...affinity, nodeAffinity: { ...affinity?.nodeAffinity, ...required } };
}

/** The node that a pod is on or is meant for. */
export function nodeOf({ spec }: Pod): string | undefined {
  if (spec.nodeName) return spec.nodeName;
  const required = (
    spec["affinity"] as { nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: Required } } | undefined
  )?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required?.nodeSelectorTerms?.[0]?.matchFields?.find(({ key }) => key === "metadata.name")?.values?.[0];
}

interface Required {
  readonly nodeSelectorTerms?: readonly {
    readonly matchFields?: readonly { readonly key: string; readonly values?: readonly string[] }[];
  }[];
}

/** Oldest first on each node. A pod that is being deleted and has ended is no longer there. */
export function podsByNode(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = nodeOf(pod);
    if (node === undefined || (isPodFinished(pod) && isLeaving(pod))) continue;
    const present = byNode.get(node);
    if (present === undefined) byNode.set(node, [pod]);
    else present.push(pod);
  }
  return byNode;
}

export function isLeaving({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}

export function isOf(pod: Pod, hash: string): boolean {
  return pod.metadata.labels?.[revisionLabel] === hash;
}
