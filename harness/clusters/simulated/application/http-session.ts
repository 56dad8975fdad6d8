import type { Timer } from "../../../base/clock.ts";
import type { Caller, PodConnection } from "../http/streams/pods.ts";
import type { Session } from "../kubelet/session.ts";
import { answerOf, bytesOf } from "./answer.ts";
import type { Process } from "./process.ts";

/** Longest head of a request that a process reads. */
const longestHead = 64 * 1024;

/** One connection to a process that speaks HTTP: it reads one request, answers, and closes. */
export class HttpSession implements PodConnection {
  readonly #session: Session;
  readonly #process: Process;
  readonly #caller: Caller;
  #head = "";
  #answering: Timer | undefined;
  #closed = false;

  constructor(session: Session, process: Process, caller: Caller) {
    this.#session = session;
    this.#process = process;
    this.#caller = caller;
  }

  data(bytes: Buffer): void {
    if (this.#answering !== undefined || this.#closed) return;
    this.#head += bytes.toString("latin1");
    if (/\r?\n\r?\n/.test(this.#head)) this.#answer();
    else if (this.#head.length > longestHead) this.#finish();
  }

  /** A client that only half closes still wants its answer. */
  end(): void {
    if (this.#answering === undefined && !this.#closed) this.#answer();
  }

  close(): void {
    this.#closed = true;
    this.#answering?.cancel();
  }

  #answer(): void {
    const [method = "", path = "/"] = this.#head.split(/\s+/, 2);
    const { random, timings, lifetime } = this.#session;
    const answer = answerOf(this.#process, { method, path }, random, timings.answerJitter);
    this.#answering = lifetime.after(answer.after, () => {
      if (this.#closed) return;
      if (!this.#process.exited) this.#caller.write(bytesOf(answer));
      this.#finish();
    });
  }

  #finish(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#caller.end();
  }
}
