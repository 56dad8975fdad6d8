import { closeSync, openSync, writeSync } from "node:fs";
import { exitCodes, UserError } from "../base/errors.ts";
import type { TimelineEvent } from "./events.ts";

/** Where lines go. `write` puts all of the text down or throws. */
export interface LineSink {
  write(text: string): void;
  close(): void;
}

export interface RecorderOptions {
  /**
   * `through`: every line is put down at once. `batched`, for virtual time, whose events can be had again from the seed:
   * lines wait until they are many or something happens that would have to be undone or judged (a phase, a fault, a step).
   */
  readonly writing: "through" | "batched";
  /** Undefined keeps the events in memory only. */
  readonly sink?: LineSink | undefined;
  /** Called once, when the sink refuses; recording goes on in memory. */
  readonly onProblem?: (problem: UserError) => void;
}

/** Batched lines wait for at most this many characters. */
const batchSize = 64 * 1024;

/** Writes down what happens, one JSON line per event, and keeps it for the judge. */
export class Recorder implements Disposable {
  readonly #writing: "through" | "batched";
  readonly #events: TimelineEvent[] = [];
  readonly #listeners = new Set<(event: TimelineEvent) => void>();
  readonly #onProblem: (problem: UserError) => void;
  #sink: LineSink | undefined;
  #waiting = "";

  constructor({ writing, sink, onProblem = () => {} }: RecorderOptions) {
    this.#writing = writing;
    this.#sink = sink;
    this.#onProblem = onProblem;
  }

  /** Everything recorded so far, also what the sink refused. */
  get events(): readonly TimelineEvent[] {
    return this.#events;
  }

  /** Takes the next event. Problems with the sink are reported, not thrown. */
  record(event: TimelineEvent): void {
    const counted = event.type === "runFinished" ? { ...event, events: this.#events.length } : event;
    this.#events.push(counted);
    if (this.#sink !== undefined) {
      this.#waiting += `${JSON.stringify(counted)}\n`;
      if (this.#writing === "through" || this.#waiting.length >= batchSize || isMilestone(counted)) this.flush();
    }
    for (const listener of this.#listeners) listener(counted);
  }

  /** Calls `listener` with every event from now on, inside `record`. */
  subscribe(listener: (event: TimelineEvent) => void): { stop(): void } {
    this.#listeners.add(listener);
    return { stop: () => this.#listeners.delete(listener) };
  }

  /** Puts down the lines that wait. */
  flush(): void {
    if (this.#sink === undefined || this.#waiting === "") return;
    const text = this.#waiting;
    this.#waiting = "";
    try {
      this.#sink.write(text);
    } catch (error) {
      this.#giveUp(error as NodeJS.ErrnoException);
    }
  }

  /** Flushes and closes the sink; doing it twice is harmless. */
  [Symbol.dispose](): void {
    this.flush();
    const sink = this.#sink;
    this.#sink = undefined;
    sink?.close();
  }

  #giveUp(error: NodeJS.ErrnoException): void {
    const sink = this.#sink;
    this.#sink = undefined;
    try {
      sink?.close();
    } catch {
      // The file is lost already; what counts is the problem that is reported below.
    }
    const problem = explain("writing events.jsonl", error);
    const at = this.#events.at(-1)?.at ?? 0;
    this.record({ at, type: "harnessProblem", during: "writing events.jsonl", message: problem.message });
    this.#onProblem(problem);
  }
}

/** @throws UserError when the file cannot be made. Refuses to write over one that exists. */
export function openEventFile(path: string): LineSink {
  let file: number;
  try {
    file = openSync(path, "ax");
  } catch (error) {
    throw explain(`creating ${path}`, error as NodeJS.ErrnoException);
  }
  return {
    write(text) {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    },
    close: () => closeSync(file),
  };
}

const flushing = /^(run|phase|fault|procedure(?!Output)|baseline|detected|settled|aborted|harness|cleanup)/;

function isMilestone(event: TimelineEvent): boolean {
  return flushing.test(event.type);
}

const reasons: Readonly<Record<string, { readonly what: string; readonly hint: string }>> = {
  ENOSPC: { what: "no space is left on the disk", hint: "Free some space, or choose another disk with --runs FOLDER." },
  EDQUOT: { what: "the disk quota is used up", hint: "Free some space, or choose another disk with --runs FOLDER." },
  EROFS: { what: "the file system is read-only", hint: "Choose a folder that can be written with --runs FOLDER." },
  EACCES: { what: "permission denied", hint: "Choose a folder that you may write with --runs FOLDER." },
  EPERM: { what: "the operation is not permitted", hint: "Choose a folder that you may write with --runs FOLDER." },
  ENOENT: { what: "its folder does not exist", hint: "Make the folder first, or choose another with --runs FOLDER." },
  EEXIST: {
    what: "the file is there already",
    hint: "Every run needs a folder of its own; choose another with --runs FOLDER.",
  },
};

function explain(doing: string, cause: NodeJS.ErrnoException): UserError {
  const { what, hint } = reasons[cause.code ?? ""] ?? {
    what: cause.message,
    hint: "Check the disk, or choose another folder with --runs FOLDER.",
  };
  return new UserError(`${doing} failed: ${what}`, { hint, cause, exitCode: exitCodes.invalid });
}
