import { probeCatalogue } from "../probes/catalogue.ts";
import type { ClusterTarget } from "../probes/probe.ts";
import { Sampler } from "../probes/sampler.ts";
import type { LiveState } from "../probes/state.ts";
import { Load } from "../traffic/load.ts";
import { offered, type Slice } from "../traffic/slice.ts";
import type { LiveContext } from "./context.ts";
import { Writes } from "./writes.ts";

interface SecondOfUsers {
  readonly from: number;
  readonly offered: number;
  readonly bad: number;
}

/** ms of slices kept, for the longest window that anybody asks for. */
const kept = 600_000;

/**
 * The live view of a drill: load and samples go to the timeline, and those who wait (detection, rollout, settling) ask
 * here. What it says decides when things happen, never how they are judged.
 */
export class Watch {
  readonly #context: LiveContext;
  readonly #sampler: Sampler;
  readonly #load: Load;
  readonly #users = new Map<string, SecondOfUsers[]>();
  readonly #looks = new Map<string, LiveState>();
  /** Drill time of each region's last second that broke the SLO, or of the begin of the watch. */
  readonly #lastViolation = new Map<string, number>();
  readonly #writes: Writes;
  #stopped = false;
  #impactAt: number | undefined;
  #armed = false;

  constructor(context: LiveContext, targets: ReadonlyMap<string, ClusterTarget>) {
    const { clock, spec, clusters, plan, emit } = context;
    const { traffic } = plan.scenario;
    this.#context = context;
    this.#writes = new Writes(context);
    this.#sampler = new Sampler({
      clock,
      spec,
      clusters,
      targets,
      probes: probeCatalogue,
      interval: plan.sampleInterval,
      emit,
      onLook: (cluster, state) => this.#onLook(cluster, state),
    });
    this.#load = new Load({
      clock,
      clusters,
      rate: traffic.ratePerCluster,
      latencyLimit: traffic.slo.latency,
      emit,
      onSlice: (cluster, from, slice) => this.#onSlice(cluster, from, slice),
    });
  }

  start(): void {
    this.#sampler.start();
    this.#load.start();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await Promise.all([this.#sampler.stop(), this.#load.stop()]);
    await this.#writes.close();
  }

  /** From now on the first bad answer is the impact of the release. */
  arm(): void {
    this.#armed = true;
  }

  /** Drill time of the first bad second, ms. */
  get impactAt(): number | undefined {
    return this.#impactAt;
  }

  look(cluster: string): LiveState | undefined {
    return this.#looks.get(cluster);
  }

  /** Share of bad requests of a region in the last `window` ms; undefined when no request ended in it. */
  badShare(cluster: string, window: number): number | undefined {
    const since = this.#context.clock.now() - window;
    let total = 0;
    let bad = 0;
    const slices = this.#users.get(cluster) ?? [];
    for (let index = slices.length - 1; index >= 0 && slices[index]!.from >= since; index--) {
      total += slices[index]!.offered;
      bad += slices[index]!.bad;
    }
    return total === 0 ? undefined : bad / total;
  }

  /** ms for which every probe and every user of the cluster has been fine without a break; 0 when something is wrong. */
  healthyFor(cluster: string): number {
    const violation = this.#lastViolation.get(cluster);
    if (violation === undefined) return 0;
    return this.#context.clock.now() - Math.max(violation, this.#sampler.lastTrouble(cluster) ?? violation);
  }

  /** Puts the procedure's writes onto the timeline; the API servers keep them until asked. */
  collectWrites(): void {
    this.#writes.collect();
  }

  #onLook(cluster: string, state: LiveState): void {
    this.#looks.set(cluster, state);
    this.collectWrites();
    const { spec, plan, anchors } = this.#context;
    const released = plan.scenario.rollout.to.map((version) => spec.images[version]?.reference);
    if (this.#armed && state.capacity !== undefined && state.capacity.observed && released.includes(state.image))
      anchors.progress(cluster, state.capacity.updated / Math.max(1, state.capacity.desired));
  }

  #onSlice(cluster: string, from: number, slice: Slice): void {
    const bad = offered(slice) - slice.good;
    const seconds = this.#users.get(cluster) ?? [];
    this.#users.set(cluster, seconds);
    seconds.push({ from, offered: offered(slice), bad });
    if (seconds.length > 2 * (kept / 1_000)) seconds.splice(0, seconds.length - kept / 1_000);
    if (this.#armed && bad > 0 && this.#isViolation(cluster) && this.#impactAt === undefined) {
      this.#impactAt = from;
      this.#context.anchors.impact();
    }
    if (!this.#lastViolation.has(cluster) || this.#isViolation(cluster)) this.#lastViolation.set(cluster, from);
  }

  /** Bad share of the last ten seconds above what the SLO leaves. */
  #isViolation(cluster: string): boolean {
    const { success } = this.#context.plan.scenario.traffic.slo;
    return (this.badShare(cluster, 10_000) ?? 1) > 1 - success + 1e-9;
  }
}
