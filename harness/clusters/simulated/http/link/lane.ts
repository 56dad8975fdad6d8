import type { Clock, Timer } from "../../../../base/clock.ts";
import type { LinkGate } from "./gate.ts";

interface Message {
  readonly bytes: Buffer;
  /** Drill time at which the far end has it; undefined while the link is silent. */
  due: number | undefined;
  readonly sent: () => void;
}

/**
 * One direction of a connection: holds messages back for the link's delay, in order, and for as long as it is silent.
 */
export class Lane {
  readonly #clock: Clock;
  readonly #gate: LinkGate;
  readonly #deliver: (bytes: Buffer) => void;
  readonly #queue: Message[] = [];
  #timer: Timer | undefined;
  #lastDue = 0;

  constructor(clock: Clock, gate: LinkGate, deliver: (bytes: Buffer) => void) {
    this.#clock = clock;
    this.#gate = gate;
    this.#deliver = deliver;
  }

  /** Held back now. */
  get bytes(): number {
    return this.#queue.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** @param sent called when the far end has the bytes */
  send(bytes: Buffer, sent: () => void): void {
    const due = this.#dueTime(bytes.length);
    if (due !== undefined && due <= this.#clock.now() && this.#queue.length === 0) {
      this.#deliver(bytes);
      sent();
      return;
    }
    this.#queue.push({ bytes, due, sent });
    this.#pump();
  }

  /** The link has changed: what it held back gets its delay from now on. */
  wake(): void {
    for (const message of this.#queue) message.due ??= this.#dueTime(message.bytes.length);
    this.#pump();
  }

  /** Nothing is delivered any more. */
  stop(): void {
    this.#timer?.cancel();
    this.#queue.length = 0;
  }

  #dueTime(bytes: number): number | undefined {
    const condition = this.#gate.condition();
    if (condition.kind !== "open") return undefined;
    this.#lastDue = Math.max(this.#lastDue, this.#clock.now() + condition.delay(bytes));
    return this.#lastDue;
  }

  #pump(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    while (this.#gate.condition().kind === "open") {
      const first = this.#queue[0];
      if (first?.due === undefined) return;
      const rest = first.due - this.#clock.now();
      if (rest > 0) {
        this.#timer = this.#clock.schedule(rest, () => this.#pump());
        return;
      }
      this.#queue.shift();
      this.#deliver(first.bytes);
      first.sent();
    }
  }
}
