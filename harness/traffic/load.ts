import type { Clock } from "../base/clock.ts";
import type { Cluster } from "../clusters/driver.ts";
import { addResult, emptySlice, percentile, type Slice } from "./slice.ts";
import type { TrafficEvent } from "./traffic.ts";

/** ms between two bursts of requests of a region. */
const tickLength = 250;
/** Ticks of a slice of one second. */
const ticksPerSlice = 4;
/** A burst that is later than this, ms of wall time, is not sent any more: its users have gone. */
const latestBurst = 1_000;
/** An event is written at least this often, in slices. */
const longestRun = 10;

export interface LoadOptions {
  readonly clock: Clock;
  readonly clusters: readonly Cluster[];
  /** Requests per second and region. */
  readonly rate: number;
  /** ms; an ok answer later than this is late. */
  readonly latencyLimit: number;
  emit(event: TrafficEvent): void;
  /** Called with every finished slice, in order, for those who watch live. */
  onSlice?(cluster: string, from: number, slice: Slice): void;
}

/**
 * Open-loop load: every region's users send at a constant rate, whatever the answers, so that a slow server does not lower
 * what is asked of it. What could not be sent in time is counted as `unsent`.
 */
export class Load {
  readonly #options: LoadOptions;
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[] = [];

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  start(): void {
    for (const cluster of this.#options.clusters) this.#loops.push(this.#region(cluster));
  }

  /** Resolves when the answers to all that was sent are counted. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
  }

  async #region(cluster: Cluster): Promise<void> {
    const { clock, rate, latencyLimit } = this.#options;
    const { signal } = this.#stop;
    const writer = new RunWriter(cluster.name, this.#options);
    const begun = clock.now();
    let closing: Promise<void> = Promise.resolve();
    let requests = 0;
    for (let first = 0; !signal.aborted; first += ticksPerSlice) {
      const slice = emptySlice();
      const answers: Promise<void>[] = [];
      for (let tick = first; tick < first + ticksPerSlice; tick++) {
        const due = begun + tick * tickLength;
        try {
          if (due > clock.now()) await clock.sleep(due - clock.now(), signal);
        } catch {
          break;
        }
        const count = Math.floor(((tick + 1) * tickLength * rate) / 1_000) - requests;
        requests += count;
        if (clock.now() - due > latestBurst * clock.speed) slice.unsent += count;
        else if (count > 0) answers.push(send(cluster, count, slice, latencyLimit));
      }
      const from = begun + first * tickLength;
      const whole = !signal.aborted;
      const previous = closing;
      const finish = async () => {
        await Promise.all(answers);
        await previous;
        if (whole) writer.add(from, slice);
      };
      closing = finish();
      if (clock.kind === "virtual") await closing;
    }
    await closing;
    writer.flush();
  }
}

async function send(cluster: Cluster, count: number, slice: Slice, latencyLimit: number): Promise<void> {
  try {
    addResult(slice, await cluster.offer(count), latencyLimit);
  } catch {
    slice.unsent += count;
  }
}

/** Writes runs of equal slices as one event. */
class RunWriter {
  readonly #cluster: string;
  readonly #options: LoadOptions;
  #pending: TrafficEvent | undefined;
  #key = "";

  constructor(cluster: string, options: LoadOptions) {
    this.#cluster = cluster;
    this.#options = options;
  }

  add(from: number, slice: Slice): void {
    const { latencies, byVersion, ...counts } = slice;
    const p50 = Math.round(percentile(latencies, 0.5));
    const p99 = Math.round(percentile(latencies, 0.99));
    const versions = Object.fromEntries(Object.entries(byVersion).sort(([a], [b]) => (a < b ? -1 : 1)));
    const body = { ...counts, byVersion: versions, p50, p99 };
    const key = JSON.stringify(body);
    if (this.#pending !== undefined && key === this.#key && this.#pending.seconds < longestRun)
      this.#pending = { ...this.#pending, seconds: this.#pending.seconds + 1 };
    else {
      this.flush();
      this.#pending = { type: "traffic", cluster: this.#cluster, from, seconds: 1, ...body };
      this.#key = key;
    }
    this.#options.onSlice?.(this.#cluster, from, slice);
  }

  flush(): void {
    if (this.#pending !== undefined) this.#options.emit(this.#pending);
    this.#pending = undefined;
  }
}
