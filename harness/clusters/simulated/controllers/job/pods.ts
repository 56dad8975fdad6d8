import { StatusError } from "../../api/status-error.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { Job } from "../../kinds/job.ts";
import { isPodReady, type Container, type Pod, type PodTemplate } from "../../kinds/pod.ts";

/** Keeps a pod until it is counted. */
const tracking = "batch.kubernetes.io/job-tracking";

const indexKey = "batch.kubernetes.io/job-completion-index";

export function isTracked({ metadata }: Pod): boolean {
  return metadata.finalizers?.includes(tracking) ?? false;
}

/** Lets a pod go; one that is gone already is no failure. @throws StatusError */
export function untrack(
  { metadata }: Pod,
  { api, caller }: { readonly api: ApiServer; readonly caller: Caller },
): void {
  const finalizers = metadata.finalizers!.filter((name) => name !== tracking);
  const body = { metadata: { finalizers: finalizers.length === 0 ? null : finalizers } };
  try {
    api.patch("pods", metadata.namespace, metadata.name, { type: "merge", body: body as never }, { caller });
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 404) throw error;
  }
}

const failuresKey = "batch.kubernetes.io/job-index-failure-count";

/** How often its index had failed before this pod. */
export function failureCountOf({ metadata }: Pod): number {
  return Number(metadata.annotations?.[failuresKey] ?? 0);
}

export function indexOf({ metadata }: Pod): number | undefined {
  const text = metadata.annotations?.[indexKey];
  return text === undefined ? undefined : Number(text);
}

/** A pod that was deleted before it ended counts as failed, unless the job waits for how it ends. */
export function hasFailed({ metadata, status }: Pod, job: Job): boolean {
  if (status?.phase === "Failed") return true;
  if (job.spec.podReplacementPolicy === "Failed") return false;
  return metadata.deletionTimestamp !== undefined && status?.phase !== "Succeeded";
}

/**
 * The job's template as its pods are made from it.
 * @param index of jobs that number their completions
 * @param failures of that index so far
 */
export function podTemplate({ metadata, spec }: Job, index: number | undefined, failures: number): PodTemplate {
  const { template } = spec;
  const tracked = { ...template.metadata, finalizers: [...(template.metadata?.finalizers ?? []), tracking] };
  if (index === undefined) return { ...template, metadata: tracked };
  const text = String(index);
  return {
    metadata: {
      ...tracked,
      labels: { ...tracked.labels, [indexKey]: text },
      annotations: {
        ...tracked.annotations,
        [indexKey]: text,
        ...(spec.backoffLimitPerIndex === undefined ? {} : { [failuresKey]: String(failures) }),
      },
    },
    spec: {
      ...template.spec,
      hostname: `${metadata.name}-${text}`,
      containers: template.spec.containers.map(withIndex),
      ...(template.spec.initContainers === undefined
        ? {}
        : { initContainers: template.spec.initContainers.map(withIndex) }),
    },
  };
}

const indexVariable = {
  name: "JOB_COMPLETION_INDEX",
  valueFrom: { fieldRef: { fieldPath: `metadata.labels['${indexKey}']` } },
};

function withIndex(container: Container): Container {
  return { ...container, env: [...((container["env"] ?? []) as readonly object[]), indexVariable] };
}

/** The pods that a job with too many gives up first: those that got least far, then the youngest. */
export function mostDispensable(active: readonly Pod[], count: number): readonly Pod[] {
  const rank = (pod: Pod) => [
    pod.spec.nodeName ? 1 : 0,
    pod.status?.phase === "Running" ? 1 : 0,
    isPodReady(pod) ? 1 : 0,
  ];
  const younger = (a: Pod, b: Pod) =>
    Date.parse(b.metadata.creationTimestamp!) - Date.parse(a.metadata.creationTimestamp!);
  const compare = (a: Pod, b: Pod) => {
    const before = rank(a);
    const after = rank(b);
    return before.map((value, i) => value - after[i]!).find((difference) => difference !== 0) ?? younger(a, b);
  };
  return active.toSorted(compare).slice(0, count);
}
