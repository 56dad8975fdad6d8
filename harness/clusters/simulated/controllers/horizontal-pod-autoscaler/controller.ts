import { parseLabelSelector } from "../../api/label-selector-text.ts";
import { matches } from "../../api/selectors.ts";
import type { HorizontalPodAutoscaler } from "../../kinds/horizontal-pod-autoscaler.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { Metrics } from "../../metrics.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { Memory } from "./memory.ts";
import { AutoscalerReconciler } from "./reconciler.ts";

/** ms between two looks at an autoscaler, and before the first (`--horizontal-pod-autoscaler-sync-period`). */
const period = 15_000;

/** Sizes workloads by what their pods use. @param metrics undefined in a cluster without a metrics server */
export function startAutoscaler(plane: ControlPlane, metrics: Metrics | undefined): Disposable {
  const { api, clock, random, informers } = plane;
  const caller = controllerCaller("horizontal-pod-autoscaler");
  const autoscalers = informers.of<HorizontalPodAutoscaler>("horizontalpodautoscalers.autoscaling");
  const pods = informers.of<Pod>("pods");
  const memories = new Map<string, Memory>();
  /** By autoscaler, as last seen; several for the same pods are in each other's way. */
  const selectors = new Map<string, string>();
  const inCharge = (selected: readonly Pod[]) =>
    [...selectors]
      .filter(([key, selector]) => {
        const requirements = parseLabelSelector(selector);
        const namespace = key.slice(0, key.indexOf("/"));
        return selected.some(
          ({ metadata }) => metadata.namespace === namespace && matches(requirements, metadata.labels),
        );
      })
      .map(([key]) => key.slice(key.indexOf("/") + 1))
      .sort();
  const reconciler = new AutoscalerReconciler({
    api,
    clock,
    caller,
    events: recorderFor(plane, "horizontal-pod-autoscaler", caller),
    metrics,
    podsOf: (autoscaler, selector) => {
      selectors.set(keyOf(autoscaler), selector);
      const requirements = parseLabelSelector(selector);
      const { namespace } = autoscaler.metadata;
      const isMeant = ({ metadata }: Pod) => metadata.namespace === namespace && matches(requirements, metadata.labels);
      return [...pods.all()].filter(isMeant);
    },
    inCharge,
  });
  const queue: WorkQueue = new WorkQueue({
    clock,
    random: random.derive("horizontal-pod-autoscaler"),
    reconcile: (key) => {
      const autoscaler = autoscalers.get(key);
      if (autoscaler === undefined) return;
      let memory = memories.get(key);
      if (memory === undefined) memories.set(key, (memory = new Memory()));
      queue.addAfter(key, period);
      reconciler.reconcile(autoscaler, memory);
    },
  });
  autoscalers.onChange(({ old, now }) => {
    const key = keyOf((now ?? old)!);
    if (now !== undefined) return queue.addAfter(key, period);
    memories.delete(key);
    selectors.delete(key);
  });
  return { [Symbol.dispose]: () => queue.stop() };
}
