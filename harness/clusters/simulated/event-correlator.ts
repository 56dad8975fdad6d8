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

/** Events of one type and reason about one object. There are few, so lists are searched: keys of maps would be long texts. */
interface Kind {
  readonly type: EventNote["type"];
  readonly reason: string;
  /** Different messages that were seen lately, the oldest first. */
  messages: string[];
  lastSeen: number;
  readonly series: (EventSeries & Pick<EventNote, "fieldPath" | "message">)[];
  combined: EventSeries | undefined;
}

interface Subject {
  tokens: number;
  /** When the tokens were counted. */
  at: number;
  readonly kinds: Kind[];
}

/**
 * Decides whether an event is new, a repetition, or too much: the rules and numbers of client-go's event correlator.
 * One of these serves one source.
 */
export class EventCorrelator {
  readonly #subjects = new Map<string, Subject>();

  /** @param now drill time in ms. Undefined when the event is dropped. */
  correlate(about: ObjectReference, note: EventNote, now: number): Correlation | undefined {
    const key = `${about.kind}/${about.namespace ?? ""}/${about.name}/${about.uid ?? ""}`;
    let subject = this.#subjects.get(key);
    if (subject === undefined) this.#subjects.set(key, (subject = { tokens: burst, at: now, kinds: [] }));
    if (!allows(subject, now)) return undefined;
    const kind = kindIn(subject, note, now);
    const { message } = note;
    if (!isOneOfMany(kind, message, now)) return { series: seriesIn(kind, note), isCombined: false, message };
    const series = (kind.combined ??= { name: undefined, count: 0 });
    return { series, isCombined: true, message: `(combined from similar events): ${message}` };
  }
}

function allows(subject: Subject, now: number): boolean {
  subject.tokens = Math.min(burst, subject.tokens + (now - subject.at) / refill);
  subject.at = now;
  if (subject.tokens < 1) return false;
  subject.tokens--;
  return true;
}

function kindIn({ kinds }: Subject, { type, reason }: EventNote, now: number): Kind {
  let kind = kinds.find((known) => known.reason === reason && known.type === type);
  if (kind === undefined)
    kinds.push((kind = { type, reason, messages: [], lastSeen: now, series: [], combined: undefined }));
  return kind;
}

function isOneOfMany(kind: Kind, message: string, now: number): boolean {
  if (now - kind.lastSeen > similarInterval) kind.messages = [];
  kind.lastSeen = now;
  if (!kind.messages.includes(message)) kind.messages.push(message);
  if (kind.messages.length < similarMessages) return false;
  kind.messages.shift();
  return true;
}

function seriesIn({ series }: Kind, { fieldPath, message }: EventNote): EventSeries {
  let found = series.find((known) => known.message === message && known.fieldPath === fieldPath);
  if (found === undefined) series.push((found = { name: undefined, count: 0, fieldPath, message }));
  return found;
}
