import type { Clock } from "../base/clock.ts";
import type { Cluster } from "../clusters/driver.ts";
import { RunWriter } from "./run-writer.ts";
import { addResult, emptySlice, type Slice } from "./slice.ts";
import type { TrafficEvent } from "./traffic.ts";

/** ms between two bursts of requests of a region. */
const tickLength = 250;
/** Ticks of a slice of one second. */
const ticksPerSlice = 4;
/** A burst that is later than this, ms of wall time, is not sent any more: its users have gone. */
const latestBurst = 1_000;

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
  readonly #regions: readonly Region[];
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#regions = options.clusters.map((cluster) => new Region(cluster, options));
  }

  start(): void {
    this.#running = this.#send();
  }

  /** Resolves when the answers to all that was sent are counted. A second that was not sent whole is left out. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await Promise.all(this.#regions.map((region) => region.end()));
  }

  async #send(): Promise<void> {
    const { clock, rate } = this.#options;
    const { signal } = this.#stop;
    const begun = clock.now();
    let requests = 0;
    for (let tick = 0; ; tick++) {
      const due = begun + tick * tickLength;
      if (tick > 0 && tick % ticksPerSlice === 0)
        for (const region of this.#regions) region.closeSlice(due - ticksPerSlice * tickLength);
      // Behind its time on a busy machine, it sends what is due before it stops, so that no second is missing.
      if (due > clock.now() && !(await slept(clock, due - clock.now(), signal))) return;
      const count = Math.floor(((tick + 1) * tickLength * rate) / 1_000) - requests;
      requests += count;
      const late = clock.now() - due > latestBurst * clock.speed;
      for (const region of this.#regions) region.burst(count, late ? "too-late" : "in-time");
    }
  }
}

/** False when the wait was aborted. */
async function slept(clock: Clock, delay: number, signal: AbortSignal): Promise<boolean> {
  return clock.sleep(delay, signal).then(
    () => true,
    () => false,
  );
}

/** The users of one region. */
class Region {
  readonly #cluster: Cluster;
  readonly #latencyLimit: number;
  readonly #writer: RunWriter;
  #slice = emptySlice();
  #answers: Promise<void>[] = [];
  /** Slices close in their order, each when its answers are in. */
  #closed: Promise<void> = Promise.resolve();

  constructor(cluster: Cluster, { latencyLimit, emit, onSlice }: LoadOptions) {
    this.#cluster = cluster;
    this.#latencyLimit = latencyLimit;
    this.#writer = new RunWriter({ cluster: cluster.name, emit, onSlice });
  }

  burst(count: number, when: "in-time" | "too-late"): void {
    if (when === "too-late") this.#slice.unsent += count;
    else if (count > 0) this.#answers.push(this.#ask(count, this.#slice));
  }

  closeSlice(from: number): void {
    const slice = this.#slice;
    const answers = this.#answers;
    const before = this.#closed;
    this.#slice = emptySlice();
    this.#answers = [];
    this.#closed = Promise.all(answers)
      .then(() => before)
      .then(() => this.#writer.add(from, slice));
  }

  async end(): Promise<void> {
    await this.#closed;
    this.#writer.flush();
  }

  async #ask(count: number, slice: Slice): Promise<void> {
    try {
      addResult(slice, await this.#cluster.offer(count), this.#latencyLimit);
    } catch {
      slice.unsent += count;
    }
  }
}
