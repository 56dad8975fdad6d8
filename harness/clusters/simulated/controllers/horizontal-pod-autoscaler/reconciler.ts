import type { Clock } from "../../../../base/clock.ts";
import type { KubernetesObject } from "../../../kubernetes.ts";
import { StatusError } from "../../api/status-error.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { EventRecorder } from "../../events.ts";
import { findCondition, timestamp, type Condition } from "../../kinds/condition.ts";
import type { AutoscalerStatus, HorizontalPodAutoscaler, MetricStatus } from "../../kinds/horizontal-pod-autoscaler.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { Metrics } from "../../metrics.ts";
import { limit, memorySpan, stabilise } from "./limits.ts";
import type { Memory } from "./memory.ts";
import { outcomeOf } from "./proposals.ts";
import { findScale, NoScale, type ScaleTarget } from "./scale-target.ts";

export interface AutoscalerReconcilerOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly caller: Caller;
  readonly events: EventRecorder;
  readonly metrics: Metrics | undefined;
  /** The pods that the target's selector, as text, selects. */
  readonly podsOf: (autoscaler: HorizontalPodAutoscaler, selector: string) => readonly Pod[];
  /** Names of all autoscalers that are in charge of one of these pods. */
  readonly inCharge: (pods: readonly Pod[]) => readonly string[];
}

/** The status as a step makes it, condition by condition. */
interface Draft {
  status: AutoscalerStatus;
}

interface Recommendation {
  readonly replicas: number;
  readonly metric: string;
  readonly statuses: readonly MetricStatus[];
}

/** Compares what an autoscaler sees with what it wants, in the order of steps of Kubernetes 1.34. */
export class AutoscalerReconciler {
  readonly #options: AutoscalerReconcilerOptions;

  constructor(options: AutoscalerReconcilerOptions) {
    this.#options = options;
  }

  reconcile(autoscaler: HorizontalPodAutoscaler, memory: Memory): void {
    const draft: Draft = { status: autoscaler.status ?? { desiredReplicas: 0, currentMetrics: null } };
    this.#act(autoscaler, memory, draft);
    if (draft.status === autoscaler.status || same(draft.status, autoscaler.status)) return;
    const { api, caller } = this.#options;
    const { namespace, name } = autoscaler.metadata;
    const next = { ...autoscaler, status: draft.status };
    api.update("horizontalpodautoscalers.autoscaling", namespace, name, next, { caller, subresource: "status" });
  }

  #act(autoscaler: HorizontalPodAutoscaler, memory: Memory, draft: Draft): void {
    const { api, clock } = this.#options;
    const { spec } = autoscaler;
    let target: ScaleTarget;
    try {
      target = findScale(api, autoscaler);
    } catch (error) {
      if (!(error instanceof NoScale)) throw error;
      const message = `the HPA controller was unable to get the target's current scale: ${error.message}`;
      this.#warn(autoscaler, "FailedGetScale", error.message);
      return this.#set(draft, "AbleToScale", "False", "FailedGetScale", message);
    }
    this.#set(
      draft,
      "AbleToScale",
      "True",
      "SucceededGetScale",
      "the HPA controller was able to get the target's current scale",
    );
    const current = target.replicas;
    memory.begin(current, clock.now());
    const { minReplicas = 1, maxReplicas } = spec;
    if (current === 0 && minReplicas !== 0) {
      const message = "scaling is disabled since the replica count of the target is zero";
      this.#set(draft, "ScalingActive", "False", "ScalingDisabled", message);
      return this.#note(draft, current, 0, null);
    }
    if (current > maxReplicas)
      return this.#rescale(autoscaler, target, memory, draft, {
        replicas: maxReplicas,
        why: "Current number of replicas above Spec.MaxReplicas",
        statuses: null,
      });
    if (current < minReplicas)
      return this.#rescale(autoscaler, target, memory, draft, {
        replicas: minReplicas,
        why: "Current number of replicas below Spec.MinReplicas",
        statuses: null,
      });
    const recommendation = this.#recommend(autoscaler, target, draft);
    if (recommendation === undefined) return;
    const { replicas: desired, metric, statuses } = recommendation;
    const why = desired > current ? `${metric} above target` : desired < current ? "All metrics below target" : "";
    const now = clock.now();
    const stable = stabilise({ spec, current, desired, now }, memory);
    this.#set(draft, "AbleToScale", "True", stable.reason, stable.message);
    const final = limit({ spec, current, desired: stable.replicas, now }, memory);
    const isLimited = final.replicas === stable.replicas ? "False" : "True";
    this.#set(draft, "ScalingLimited", isLimited, final.reason, final.message);
    if (final.replicas === current) return this.#note(draft, current, current, statuses);
    this.#rescale(autoscaler, target, memory, draft, { replicas: final.replicas, why, statuses });
  }

  /** Undefined when no metric can be had, or some cannot and the others would scale down. */
  #recommend(autoscaler: HorizontalPodAutoscaler, target: ScaleTarget, draft: Draft): Recommendation | undefined {
    const { metrics, clock, podsOf, inCharge } = this.#options;
    const namespace = autoscaler.metadata.namespace!;
    const wanted = autoscaler.spec.metrics ?? [];
    const giveUp = (statuses: readonly MetricStatus[] | null, error: string) => {
      this.#note(draft, target.replicas, draft.status.desiredReplicas, statuses);
      this.#warn(autoscaler, "FailedComputeMetricsReplicas", error);
      return undefined;
    };
    const inactive = (reason: string, message: string) => {
      this.#set(draft, "ScalingActive", "False", reason, message);
    };
    if (target.selector === "") {
      this.#warn(autoscaler, "SelectorRequired", "selector is required");
      inactive("InvalidSelector", "the HPA target's scale is missing a selector");
      return giveUp(null, "selector is required");
    }
    const pods = podsOf(autoscaler, target.selector);
    const rivals = inCharge(pods);
    if (rivals.length > 1) {
      const list = rivals.map((name) => `{${namespace} ${name}}`).join(" ");
      const message = `pods by selector ${target.selector} are controlled by multiple HPAs: [${list}]`;
      this.#warn(autoscaler, "AmbiguousSelector", message);
      inactive("AmbiguousSelector", message);
      return giveUp(null, message);
    }
    const situation = { pods, current: target.replicas, metrics, clock };
    const outcomes = wanted.map((metric) => {
      const outcome = outcomeOf(metric, namespace, situation);
      if ("reason" in outcome) this.#warn(autoscaler, outcome.reason, outcome.message);
      return outcome;
    });
    const failures = outcomes.flatMap((outcome) => ("reason" in outcome ? [outcome] : []));
    const proposals = outcomes.flatMap((outcome) => ("reason" in outcome ? [] : [outcome]));
    const statuses = outcomes.map((outcome): MetricStatus => ("reason" in outcome ? { type: "" } : outcome.status));
    const [first] = failures;
    const most = proposals.reduce<(typeof proposals)[number] | undefined>(
      (best, one) => (best === undefined || one.replicas > best.replicas ? one : best),
      undefined,
    );
    if (first !== undefined && (most === undefined || most.replicas < target.replicas)) {
      inactive(first.reason, `the HPA was unable to compute the replica count: ${first.message}`);
      const count = `${failures.length} invalid out of ${wanted.length}`;
      return giveUp(statuses, `invalid metrics (${count}), first error is: ${first.inSum}`);
    }
    const message = `the HPA was able to successfully calculate a replica count from ${most!.name}`;
    this.#set(draft, "ScalingActive", "True", "ValidMetricFound", message);
    return { replicas: most!.replicas, metric: most!.name, statuses };
  }

  #rescale(
    autoscaler: HorizontalPodAutoscaler,
    target: ScaleTarget,
    memory: Memory,
    draft: Draft,
    { replicas, why, statuses }: { replicas: number; why: string; statuses: readonly MetricStatus[] | null },
  ): void {
    const { events, clock } = this.#options;
    try {
      this.#writeScale(autoscaler, target, replicas);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const failed = `New size: ${replicas}; reason: ${why}; error: ${error.message}`;
      this.#warn(autoscaler, "FailedRescale", failed);
      const message = `the HPA controller was unable to update the target scale: ${error.message}`;
      this.#set(draft, "AbleToScale", "False", "FailedUpdateScale", message);
      return this.#note(draft, target.replicas, draft.status.desiredReplicas, statuses);
    }
    const message = `the HPA controller was able to update the target scale to ${replicas}`;
    this.#set(draft, "AbleToScale", "True", "SucceededRescale", message);
    const told = `New size: ${replicas}; reason: ${why}`;
    events.record(autoscaler, { type: "Normal", reason: "SuccessfulRescale", message: told });
    if (autoscaler.spec.behavior !== undefined)
      memory.scaled(target.replicas, replicas, clock.now(), memorySpan(autoscaler.spec));
    this.#note(draft, target.replicas, replicas, statuses);
    draft.status = { ...draft.status, lastScaleTime: timestamp(clock.wallTime()) };
  }

  #writeScale({ metadata }: HorizontalPodAutoscaler, { resource, scale }: ScaleTarget, replicas: number): void {
    const { api, caller } = this.#options;
    const body = { ...scale, spec: { ...scale["spec"], replicas } } as KubernetesObject;
    const { name } = scale.metadata;
    api.update(resource, metadata.namespace, name, body, { caller, subresource: "scale" });
  }

  #note(draft: Draft, currentReplicas: number, desiredReplicas: number, statuses: readonly MetricStatus[] | null) {
    const { currentReplicas: _before, ...rest } = draft.status;
    const counted = currentReplicas === 0 ? {} : { currentReplicas };
    draft.status = { ...rest, ...counted, desiredReplicas, currentMetrics: statuses };
  }

  #set(draft: Draft, type: string, status: Condition["status"], reason: string, message: string): void {
    const { conditions = [] } = draft.status;
    const standing = findCondition(conditions, type);
    const now = timestamp(this.#options.clock.wallTime());
    const lastTransitionTime = standing?.status === status ? (standing.lastTransitionTime ?? now) : now;
    const next: Condition = { lastTransitionTime, message, reason, status, type };
    const others = conditions.map((one) => (one === standing ? next : one));
    draft.status = { ...draft.status, conditions: standing === undefined ? [...conditions, next] : others };
  }

  #warn(autoscaler: HorizontalPodAutoscaler, reason: string, message: string): void {
    this.#options.events.record(autoscaler, { type: "Warning", reason, message });
  }
}

function same(a: AutoscalerStatus, b: AutoscalerStatus | undefined): boolean {
  return b !== undefined && spelled(a) === spelled(b);
}

function spelled({ currentReplicas, desiredReplicas, currentMetrics, lastScaleTime, conditions }: AutoscalerStatus) {
  const told = (conditions ?? []).map(({ type, status, reason, message }) => [type, status, reason, message]);
  return JSON.stringify([currentReplicas, desiredReplicas, currentMetrics, lastScaleTime, told]);
}
