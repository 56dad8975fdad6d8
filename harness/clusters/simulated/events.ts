import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { KubernetesObject } from "../kubernetes.ts";
import { whenAnswered } from "./api/admission/webhooks/awaiting.ts";
import type { ApiServer, Caller } from "./api/verbs.ts";
import { EventCorrelator } from "./event-correlator.ts";
import { timestamp } from "./kinds/condition.ts";
import type { Event, ObjectReference } from "./kinds/event.ts";

export interface EventNote {
  readonly type: Event["type"];
  readonly reason: string;
  readonly message: string;
  /** Part of the object that is meant, such as `spec.containers{app}`. */
  readonly fieldPath?: string | undefined;
}

/** Tells people what a component did to an object, and why not. */
export interface EventRecorder {
  record(about: KubernetesObject, note: EventNote): void;
}

export interface EventRecorderOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly random: Random;
  readonly caller: Caller;
  /** Shown as FROM by `kubectl describe`: `deployment-controller`, `kubelet`. */
  readonly component: string;
  /** Kubelets name their node. */
  readonly host?: string | undefined;
}

/**
 * Writes core/v1 Events as client-go's recorder does: repetitions raise a count, from the tenth similar one on they are combined,
 * and one object gets no more than 25 in a row and one each five minutes after that. An event that the server refuses is
 * lost, as it is there.
 */
export function createEventRecorder(options: EventRecorderOptions): EventRecorder {
  return new CorrelatingRecorder(options);
}

class CorrelatingRecorder implements EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #random: Random;
  readonly #correlator = new EventCorrelator();
  #lastTime = 0n;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
    this.#random = options.random.derive("events");
  }

  record(about: KubernetesObject, note: EventNote): void {
    const involvedObject = referenceTo(about, note.fieldPath);
    const verdict = this.#correlator.correlate(involvedObject, note, this.#options.clock.now());
    if (verdict === undefined) return;
    const { series, message, isCombined } = verdict;
    series.count++;
    whenAnswered(() => {
      if (series.name !== undefined && this.#repeat(series.name, involvedObject, message, series.count)) return;
      series.count = 1;
      series.name = this.#create(involvedObject, { ...note, message }, isCombined);
    });
  }

  /** The real recorder leaves the reporting component of combined events empty. */
  #create(involvedObject: ObjectReference, { type, reason, message }: EventNote, isCombined: boolean): string {
    const { api, clock, caller, component, host } = this.#options;
    const now = clock.wallTime();
    const time = timestamp(now);
    const namespace = involvedObject.namespace ?? "default";
    // The real name ends in the time in hexadecimal nanoseconds.
    const name = `${involvedObject.name}.${this.#nanoseconds(now).toString(16)}`;
    const event: Event = {
      apiVersion: "v1",
      kind: "Event",
      metadata: { name, namespace },
      involvedObject,
      reason,
      message,
      source: { component, ...(host === undefined ? {} : { host }) },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: isCombined ? "" : component,
      reportingInstance: isCombined ? "" : (host ?? ""),
    };
    api.create("events", namespace, event, { caller });
    return name;
  }

  /** The clock has no nanoseconds, so these are drawn; lists go by names, and a later event must not stand before an earlier. */
  #nanoseconds(now: Date): bigint {
    const drawn = BigInt(now.getTime()) * 1_000_000n + BigInt(this.#random.below(1_000_000));
    this.#lastTime = drawn > this.#lastTime ? drawn : this.#lastTime + 1_000n;
    return this.#lastTime;
  }

  /** False when the event that would be counted up is gone. */
  #repeat(name: string, involvedObject: ObjectReference, message: string, count: number): boolean {
    const { api, clock, caller } = this.#options;
    const namespace = involvedObject.namespace ?? "default";
    if (api.find("events", namespace, name) === undefined) return false;
    const body = { count, message, lastTimestamp: timestamp(clock.wallTime()) };
    api.patch("events", namespace, name, { type: "strategic-merge", body }, { caller });
    return true;
  }
}

export function referenceTo(object: KubernetesObject, fieldPath?: string): ObjectReference {
  const { namespace, name, uid, resourceVersion } = object.metadata;
  return {
    kind: object.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(uid === undefined ? {} : { uid }),
    apiVersion: object.apiVersion,
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(fieldPath === undefined ? {} : { fieldPath }),
  };
}
