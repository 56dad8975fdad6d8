import { percentile, type Slice } from "./slice.ts";
import type { TrafficEvent } from "./traffic.ts";

/** An event is written at least this often, in slices. */
const longestRun = 10;

export interface RunWriterOptions {
  readonly cluster: string;
  emit(event: TrafficEvent): void;
  onSlice?: ((cluster: string, from: number, slice: Slice) => void) | undefined;
}

/** Writes runs of slices that have the same counts as one event. */
export class RunWriter {
  readonly #options: RunWriterOptions;
  #run: { readonly from: number; readonly first: Slice; seconds: number; readonly latencies: number[] } | undefined;

  constructor(options: RunWriterOptions) {
    this.#options = options;
  }

  /** @param from drill time at which the slice begins, ms */
  add(from: number, slice: Slice): void {
    const run = this.#run;
    if (run !== undefined && run.seconds < longestRun && isSame(run.first, slice)) {
      run.seconds++;
      for (const latency of slice.latencies) run.latencies.push(latency);
    } else {
      this.flush();
      this.#run = { from, first: slice, seconds: 1, latencies: [...slice.latencies] };
    }
    this.#options.onSlice?.(this.#options.cluster, from, slice);
  }

  flush(): void {
    if (this.#run === undefined) return;
    const { from, first, seconds, latencies } = this.#run;
    this.#run = undefined;
    const { latencies: _, byVersion, ...counts } = first;
    const sorted = Float64Array.from(latencies).sort();
    this.#options.emit({
      type: "traffic",
      cluster: this.#options.cluster,
      from,
      seconds,
      ...counts,
      byVersion: inOrder(byVersion),
      p50: Math.round(percentile(sorted, 0.5)),
      p99: Math.round(percentile(sorted, 0.99)),
    });
  }
}

function isSame(one: Slice, other: Slice): boolean {
  const versions = Object.keys(one.byVersion);
  return (
    one.sent === other.sent &&
    one.unsent === other.unsent &&
    one.good === other.good &&
    one.late === other.late &&
    one.errors === other.errors &&
    one.refused === other.refused &&
    one.timedOut === other.timedOut &&
    versions.length === Object.keys(other.byVersion).length &&
    versions.every((version) => one.byVersion[version] === other.byVersion[version])
  );
}

/** The same counts, by version in alphabetical order. */
function inOrder(byVersion: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const versions = Object.keys(byVersion);
  if (versions.length < 2) return byVersion;
  return Object.fromEntries(versions.sort().map((version) => [version, byVersion[version]!]));
}
