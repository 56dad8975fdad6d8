import type { EventNote } from "./events.ts";
import type { ObjectReference } from "./kinds/event.ts";

/** From the tenth different message of one kind on, all are counted as one event. */
const similarMessages = 10;
const similarInterval = 600_000;
/** Events in a row about one object, and how long one more takes to be allowed. */
const burst = 25;
const refill = 300_000;

/** One stored Event that repetitions count up; its name is not known before it is written. */
export interface EventSeries {
  name: string | undefined;
  count: number;
}

export interface Correlation {
  readonly series: EventSeries;
  readonly message: string;
  /** Counted together with others of the same reason. */
  readonly isCombined: boolean;
}

interface Similar {
  readonly messages: Set<string>;
  lastSeen: number;
}

interface Budget {
  tokens: number;
  at: number;
}

/**
 * Decides whether an event is new, a repetition, or too much: the rules and numbers of client-go's event correlator.
 * One of these serves one source.
 */
export class EventCorrelator {
  readonly #series = new Map<string, EventSeries>();
  readonly #similar = new Map<string, Similar>();
  readonly #budgets = new Map<string, Budget>();

  /** @param now drill time in ms. Undefined when the event is dropped. */
  correlate(about: ObjectReference, note: EventNote, now: number): Correlation | undefined {
    const object = `${about.kind}/${about.namespace ?? ""}/${about.name}/${about.uid ?? ""}`;
    if (!this.#allows(object, now)) return undefined;
    const kind = `${object}|${note.type}|${note.reason}`;
    const combined = this.#isOneOfMany(kind, note.message, now);
    const key = combined ? kind : `${kind}|${note.fieldPath ?? ""}|${note.message}`;
    let series = this.#series.get(key);
    if (series === undefined) this.#series.set(key, (series = { name: undefined, count: 0 }));
    return {
      series,
      isCombined: combined,
      message: combined ? `(combined from similar events): ${note.message}` : note.message,
    };
  }

  #allows(object: string, now: number): boolean {
    let budget = this.#budgets.get(object);
    if (budget === undefined) this.#budgets.set(object, (budget = { tokens: burst, at: now }));
    budget.tokens = Math.min(burst, budget.tokens + (now - budget.at) / refill);
    budget.at = now;
    if (budget.tokens < 1) return false;
    budget.tokens--;
    return true;
  }

  #isOneOfMany(kind: string, message: string, now: number): boolean {
    let similar = this.#similar.get(kind);
    if (similar === undefined || now - similar.lastSeen > similarInterval)
      this.#similar.set(kind, (similar = { messages: new Set(), lastSeen: now }));
    similar.lastSeen = now;
    similar.messages.add(message);
    if (similar.messages.size < similarMessages) return false;
    similar.messages.delete(similar.messages.values().next().value!);
    return true;
  }
}
