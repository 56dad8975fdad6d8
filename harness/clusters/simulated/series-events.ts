import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { KubernetesObject } from "../kubernetes.ts";
import { StatusError } from "./api/status-error.ts";
import type { ApiServer, Caller } from "./api/verbs.ts";
import { referenceTo, type EventNote } from "./events.ts";
import type { Event } from "./kinds/event.ts";

export interface SeriesRecorderOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly random: Random;
  readonly caller: Caller;
  /** Shown as FROM by `kubectl describe`. */
  readonly controller: string;
  /** Which of several of them it is. */
  readonly instance: () => string;
}

/** ms of drill time after which a repetition is an event of its own. */
const lasting = 360_000;

interface Known {
  readonly namespace: string;
  readonly name: string;
  readonly at: number;
  count: number;
}

/**
 * Records events as components do that use `events.k8s.io`: with an action and a time to the microsecond, without a count. A
 * repetition about the same version of the same object makes a series of the event; how often it came after that is written
 * only after six minutes, which no drill waits for.
 */
export class SeriesRecorder {
  readonly #options: SeriesRecorderOptions;
  readonly #random: Random;
  readonly #known = new Map<string, Known>();

  constructor(options: SeriesRecorderOptions) {
    this.#options = options;
    this.#random = options.random.derive("events");
  }

  /** An event that the server refuses is lost, as it is there. */
  record(about: KubernetesObject, action: string, note: EventNote): void {
    const { clock } = this.#options;
    const key = `${about.metadata.uid}/${about.metadata.resourceVersion}/${action}/${note.type}/${note.reason}`;
    const known = this.#known.get(key);
    try {
      if (known !== undefined && clock.now() - known.at < lasting) return this.#repeat(known);
      const name = this.#create(about, action, note);
      for (const [old, { at }] of this.#known) if (clock.now() - at >= lasting) this.#known.delete(old);
      this.#known.set(key, { namespace: about.metadata.namespace ?? "default", name, at: clock.now(), count: 1 });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
    }
  }

  #repeat(known: Known): void {
    const { api, caller, clock } = this.#options;
    if (++known.count > 2) return;
    const body = { series: { count: known.count, lastObservedTime: micros(clock.wallTime()) } };
    api.patch("events", known.namespace, known.name, { type: "strategic-merge", body }, { caller });
  }

  #create(about: KubernetesObject, action: string, { type, reason, message }: EventNote): string {
    const { api, caller, clock, controller, instance } = this.#options;
    const now = clock.wallTime();
    const namespace = about.metadata.namespace ?? "default";
    // The real name ends in the time in hexadecimal nanoseconds.
    const nanoseconds = BigInt(now.getTime()) * 1_000_000n + BigInt(this.#random.below(1_000_000));
    const name = `${about.metadata.name}.${nanoseconds.toString(16)}`;
    const event: Event = {
      apiVersion: "v1",
      kind: "Event",
      metadata: { name, namespace },
      involvedObject: referenceTo(about),
      action,
      reason,
      message,
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      type,
      eventTime: micros(now),
      reportingComponent: controller,
      reportingInstance: instance(),
    };
    api.create("events", namespace, event, { caller });
    return name;
  }
}

function micros(time: Date): string {
  return `${time.toISOString().slice(0, -1)}000Z`;
}
