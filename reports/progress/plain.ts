import type { TimelineEvent } from "../../harness/timeline/events.ts";
import { stopwatch } from "../format.ts";
import { printable } from "../terminal/wrap.ts";
import type { ProgressView } from "./progress.ts";
import { headline } from "./state.ts";

/** One line per thing worth telling, for logs that cannot be drawn over again. */
export class PlainProgress implements ProgressView {
  readonly #write: (text: string) => void;

  constructor({ write }: { write(text: string): void }) {
    this.#write = write;
  }

  show(event: TimelineEvent): void {
    const line = plainLine(event);
    if (line !== undefined) this.#write(`${line}\n`);
  }

  [Symbol.dispose](): void {}
}

/** The event as a line with its drill time; undefined for those that only measure. */
export function plainLine(event: TimelineEvent): string | undefined {
  const text = headline(event);
  return text === undefined ? undefined : `${stopwatch(event.at).padStart(8)}  ${printable(text)}`;
}
