import type { TimelineEvent } from "../../harness/timeline/events.ts";
import { stopwatch } from "../format.ts";
import { percent } from "../../harness/judging/percent.ts";
import type { ReportOptions } from "../reporter.ts";
import { coloursFor, type Colours } from "../terminal/colours.ts";
import { printable } from "../terminal/wrap.ts";
import type { ProgressView } from "./progress.ts";
import { advance, nothingYet, type ClusterProgress, type ProgressState } from "./state.ts";

export interface LiveOptions extends ReportOptions {
  write(text: string): void;
  /** ms of drill time between two drawings. */
  readonly every: number;
}

const cursorUp = (lines: number) => (lines === 0 ? "" : `\u001b[${lines}A`);
const clearBelow = "\u001b[J";

/** Draws a few lines over and over; they go when the view is disposed of, to make room for the report. */
export class LiveProgress implements ProgressView {
  readonly #options: LiveOptions;
  #state: ProgressState = nothingYet;
  #drawn = "";
  #height = 0;
  #drawnAt = -Infinity;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  show(event: TimelineEvent): void {
    const { phase } = this.#state;
    this.#state = advance(this.#state, event);
    if (this.#state.phase !== phase || this.#state.at - this.#drawnAt >= this.#options.every) this.#draw();
  }

  [Symbol.dispose](): void {
    if (this.#height > 0) this.#options.write(`${cursorUp(this.#height)}\r${clearBelow}`);
    this.#height = 0;
  }

  #draw(): void {
    const lines = liveLines(this.#state, this.#options);
    const text = lines.map((line) => `${line}\n`).join("");
    this.#drawnAt = this.#state.at;
    if (text === this.#drawn && this.#height > 0) return;
    this.#options.write(`${cursorUp(this.#height)}\r${clearBelow}${text}`);
    this.#drawn = text;
    this.#height = lines.length;
  }
}

/** Where the drill is, a line per cluster, the faults that stand, the last thing that happened; none wider than `width`. */
export function liveLines(
  { at, phase, clusters, faults, last }: ProgressState,
  options: ReportOptions,
): readonly string[] {
  const colours = coloursFor(options);
  const width = Math.max(10, options.width - 1);
  const names = Math.max(0, ...[...clusters.keys()].map(({ length }) => length));
  return [
    colours.strong(cut(` ${stopwatch(at)}  ${phase ?? "starting"}`, width)),
    ...[...clusters].map(([name, cluster]) => clusterLine(` ${name.padEnd(names)}  `, cluster, { width, colours })),
    ...(faults.length === 0 ? [] : [colours.doubtful(cut(` faults: ${faults.join(", ")}`, width))]),
    ...(last === "" ? [] : [colours.faint(cut(` ${printable(last)}`, width))]),
  ];
}

function clusterLine(
  head: string,
  { badShare, versions, complaints }: ClusterProgress,
  { width, colours }: { readonly width: number; readonly colours: Colours },
): string {
  const users = badShare === undefined ? "no load" : `${percent(badShare)} bad`;
  const troubles = new Set([...complaints].map(([probe, detail]) => (detail === "" ? probe : detail)));
  const text = [users.padEnd(10), versions.join("+").padEnd(6), [...troubles].join("; ")].join("  ");
  const isWell = complaints.size === 0 && (badShare ?? 0) === 0;
  return (isWell ? colours.good : colours.bad)(cut(`${head}${printable(text)}`, width));
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
