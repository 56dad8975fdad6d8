import { type Clock } from "../../../../base/clock.ts";
import { parseQuantity } from "../../api/quantity.ts";
import { findCondition } from "../../kinds/condition.ts";
import type { Container, Pod } from "../../kinds/pod.ts";
import type { ContainerUsage, Metrics, Sample } from "../../metrics.ts";
import { elapsedSince } from "../../elapsed.ts";

/** The autoscaler cannot tell what a metric says; its message goes into events and conditions. */
export class MetricError extends Error {}

/** What an autoscaler asks for: the use of a resource by the pods, or by one container of each. */
export interface ResourceQuestion {
  readonly resource: string;
  readonly container: string | undefined;
}

/** Thousandths of a core, or of a byte, by pod; and which pods do not count in full. */
export interface Measurement {
  readonly usage: Map<string, number>;
  readonly requests: ReadonlyMap<string, number>;
  readonly ready: number;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
}

/** ms in which a starting pod's CPU use does not count (`--horizontal-pod-autoscaler-cpu-initialization-period`). */
const initialization = 300_000;
/** ms in which a pod that turns ready is taken for one that starts (`…-initial-readiness-delay`). */
const initialReadiness = 30_000;

/**
 * Sorts pods by whether their figures count.
 * @param metrics undefined in a cluster without a metrics server
 * @throws MetricError
 */
export function measure(
  pods: readonly Pod[],
  { resource, container }: ResourceQuestion,
  metrics: Metrics | undefined,
  clock: Clock,
): Omit<Measurement, "requests"> {
  const unable = (reason: string) => new MetricError(`unable to get metrics for resource ${resource}: ${reason}`);
  if (metrics === undefined)
    throw unable(
      "unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)",
    );
  const samples = new Map<string, Sample<readonly ContainerUsage[]>>();
  const usage = new Map<string, number>();
  for (const pod of pods) {
    const sample = metrics.ofPod(pod);
    if (sample === undefined) continue;
    const containers = sample.usage.filter(({ name }) => container === undefined || name === container);
    if (containers.length === 0)
      throw unable(
        `failed to get container metrics: container ${container} not present in metrics for pod ${pod.metadata.namespace}/${pod.metadata.name}`,
      );
    samples.set(pod.metadata.name, sample);
    usage.set(
      pod.metadata.name,
      containers.reduce((sum, { cpu, memory }) => sum + (resource === "cpu" ? Math.ceil(cpu / 1e6) : memory * 1000), 0),
    );
  }
  if (samples.size === 0) throw unable("no metrics returned from resource metrics API");
  if (pods.length === 0) throw new MetricError("no pods returned by selector while calculating replica count");
  const unready: string[] = [];
  const missing: string[] = [];
  let ready = 0;
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const sample = samples.get(name);
    if (deletionTimestamp !== undefined || pod.status?.phase === "Failed") usage.delete(name);
    else if (pod.status?.phase === "Pending") unready.push(name);
    else if (sample === undefined) missing.push(name);
    else if (resource === "cpu" && isStarting(pod, sample, clock)) unready.push(name);
    else ready++;
  }
  for (const name of unready) usage.delete(name);
  if (usage.size === 0) throw new MetricError("did not receive metrics for targeted pods (pods might be unready)");
  return { usage, ready, unready, missing };
}

/** Whether a pod's CPU use is that of its start rather than of its work. */
function isStarting(pod: Pod, { at, window }: Sample<unknown>, clock: Clock): boolean {
  const { startTime, conditions } = pod.status ?? {};
  const condition = findCondition(conditions, "Ready");
  if (condition === undefined || startTime === undefined) return true;
  const turned = Date.parse(condition.lastTransitionTime ?? startTime);
  if (elapsedSince(startTime, pod.metadata.uid!, clock) < initialization)
    return condition.status === "False" || at.getTime() < turned + window / clock.speed;
  return condition.status === "False" && Date.parse(startTime) + initialReadiness / clock.speed > turned;
}

/** What each pod asked for, in thousandths. @throws MetricError for a container that asks for none of the resource */
export function requestsOf(
  pods: readonly Pod[],
  { resource, container }: ResourceQuestion,
): ReadonlyMap<string, number> {
  return new Map(
    pods.map((pod) => {
      const { name } = pod.metadata;
      const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
      const asked = (one: Container) => {
        const request = one.resources?.requests?.[resource];
        if (request === undefined)
          throw new MetricError(`missing request for ${resource} in container ${one.name} of Pod ${name}`);
        return Number(parseQuantity(request)!.nanos / 1_000_000n);
      };
      const all = [...pod.spec.containers, ...sidecars].filter(
        (one) => container === undefined || one.name === container,
      );
      return [name, all.map(asked).reduce((sum, milli) => sum + milli, 0)];
    }),
  );
}
