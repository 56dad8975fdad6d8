import type { LogLine } from "../http/logs.ts";

interface Follower {
  readonly onLine: (line: LogLine) => void;
  readonly onEnd: () => void;
}

/** The output of one run of a container. */
export class ContainerLog {
  readonly #lines: LogLine[] = [];
  readonly #followers = new Set<Follower>();
  #ended = false;

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  write(at: Date, text: string): void {
    // Container runtimes stamp lines to the nanosecond.
    const line = { at: `${at.toISOString().slice(0, -1)}000000Z`, text };
    this.#lines.push(line);
    for (const { onLine } of this.#followers) onLine(line);
  }

  end(): void {
    this.#ended = true;
    for (const { onEnd } of this.#followers) onEnd();
    this.#followers.clear();
  }

  /** Calls `onLine` for what is written from now on and `onEnd` once, at once when the container has ended. */
  follow(onLine: (line: LogLine) => void, onEnd: () => void): { stop(): void } {
    const follower = { onLine, onEnd };
    if (this.#ended) onEnd();
    else this.#followers.add(follower);
    return { stop: () => void this.#followers.delete(follower) };
  }
}
