import type { Clock } from "../base/clock.ts";
import type { Cluster } from "../clusters/driver.ts";
import type { WorldSpec } from "../clusters/world.ts";
import { lookAt } from "./look.ts";
import type { ClusterTarget, Probe, ProbeEvent, ProbeResult } from "./probe.ts";
import type { LiveState } from "./state.ts";

/** A tick that is later than this, ms of wall time, could not be taken. */
const latestTick = 1_000;

/** An event is written at least this often, ms, so that a log that ends says until when was watched. */
const longestSilence = 10_000;

interface Look {
  readonly revision: string | undefined;
  readonly begun: number;
  readonly state: LiveState;
  /** The probes' results of it are the newest of each series. */
  recorded: boolean;
}

/** What one probe says of one cluster. */
interface Series {
  readonly cluster: string;
  readonly probe: string;
  value: ProbeResult;
  writtenAt: number;
  /** Ticks since the last event. */
  samples: number;
}

export interface SamplerOptions {
  readonly clock: Clock;
  readonly spec: WorldSpec;
  readonly clusters: readonly Cluster[];
  readonly targets: ReadonlyMap<string, ClusterTarget>;
  readonly probes: readonly Probe[];
  /** ms between ticks. */
  readonly interval: number;
  emit(event: ProbeEvent): void;
  /** Called with every fresh look, for those who wait for a rollout. */
  onLook?(cluster: string, state: LiveState): void;
}

/**
 * Looks at every cluster at a fixed rate and asks every probe, whatever the others found. Ticks that came due while a look
 * took its time get the next look; one that could not be taken within a second is `unknown`, never left out.
 */
export class Sampler {
  readonly #options: SamplerOptions;
  /** By cluster, in the order of the probes. */
  readonly #series = new Map<string, Series[]>();
  readonly #trouble = new Map<string, number>();
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[] = [];

  constructor(options: SamplerOptions) {
    this.#options = options;
  }

  start(): void {
    for (const cluster of this.#options.clusters) this.#loops.push(this.#watch(cluster));
  }

  /** Resolves when no further tick will be taken; what was seen last is on the timeline. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
    for (const all of this.#series.values())
      for (const series of all) if (series.samples > 0) this.#write(series, this.#options.clock.now());
  }

  /** Drill time of the last tick, ms, at which a probe of the cluster was not ok; undefined when all always were. */
  lastTrouble(cluster: string): number | undefined {
    return this.#trouble.get(cluster);
  }

  async #watch(cluster: Cluster): Promise<void> {
    const { clock, interval } = this.#options;
    const { signal } = this.#stop;
    const begun = clock.now();
    let look: Look | undefined;
    for (let tick = 0; ; tick++) {
      const scheduled = begun + tick * interval;
      if (signal.aborted && scheduled > clock.now()) return;
      if (clock.now() - scheduled > latestTick * clock.speed) {
        this.#record(cluster.name, scheduled, () => ({ value: "unknown", detail: "the sampler was late" }));
        if (look !== undefined) look.recorded = false;
        continue;
      }
      try {
        if (scheduled > clock.now()) await clock.sleep(scheduled - clock.now(), signal);
      } catch {
        return;
      }
      const revision = cluster.revision?.();
      const fresh =
        look !== undefined && (look.begun >= scheduled || (revision !== undefined && revision === look.revision));
      if (!fresh) {
        const at = clock.now();
        look = { revision, begun: at, state: await lookAt(cluster, this.#options.spec), recorded: false };
        this.#options.onLook?.(cluster.name, look.state);
      } else if (look!.recorded) {
        this.#repeat(cluster.name, scheduled);
        continue;
      }
      const { state } = look!;
      const target = this.#options.targets.get(cluster.name)!;
      this.#record(cluster.name, scheduled, (probe) => probe.judge(state, target));
      look!.recorded = true;
    }
  }

  #record(cluster: string, scheduled: number, judge: (probe: Probe) => ProbeResult): void {
    const known = this.#series.get(cluster) ?? [];
    this.#series.set(cluster, known);
    for (const [index, probe] of this.#options.probes.entries()) {
      const value = judge(probe);
      const series = known[index];
      if (series === undefined) {
        const fresh = { cluster, probe: probe.name, value, writtenAt: scheduled, samples: 0 };
        known.push(fresh);
        this.#write(fresh, scheduled);
      } else this.#take(series, value, scheduled);
    }
    this.#noteTrouble(cluster, scheduled);
  }

  /** Every probe would say what it said at the tick before. */
  #repeat(cluster: string, scheduled: number): void {
    for (const series of this.#series.get(cluster)!) this.#take(series, series.value, scheduled);
    this.#noteTrouble(cluster, scheduled);
  }

  #take(series: Series, value: ProbeResult, scheduled: number): void {
    const { value: before } = series;
    const changed = before !== value && (before.value !== value.value || before.detail !== value.detail);
    if (!changed && scheduled - series.writtenAt < longestSilence) series.samples++;
    else {
      series.value = value;
      this.#write(series, scheduled);
    }
  }

  #noteTrouble(cluster: string, scheduled: number): void {
    for (const { value } of this.#series.get(cluster)!)
      if (value.value === "bad" || value.value === "unknown") this.#trouble.set(cluster, scheduled);
  }

  #write(series: Series, scheduled: number): void {
    const { cluster, probe, samples } = series;
    const { value, detail } = series.value;
    this.#options.emit({ type: "probe", cluster, probe, scheduled, value, detail, samples });
    series.writtenAt = scheduled;
    series.samples = 0;
  }
}
