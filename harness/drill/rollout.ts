import type { Cluster } from "../clusters/driver.ts";
import type { Json } from "../clusters/kubernetes.ts";
import { resourceNameOf } from "../clusters/resource-names.ts";
import { until } from "../base/until.ts";
import { deployments } from "../probes/look.ts";
import { runsImage } from "./baseline.ts";
import type { LiveContext } from "./context.ts";
import type { Watch } from "./watch.ts";

/** Makes a cluster run a version, as a delivery pipeline does: the version's own objects, then the image. */
export async function release({ spec }: LiveContext, cluster: Cluster, to: string): Promise<void> {
  const { namespace, workload, container } = spec.application;
  const { reference, version, manifests = [] } = spec.images[to]!;
  for (const object of manifests)
    await cluster.observer.patch(
      resourceNameOf(object),
      object.metadata.namespace ?? namespace,
      object.metadata.name,
      "merge",
      object as unknown as Json,
      { fieldManager: "kubectl-client-side-apply" },
    );
  await cluster.observer.patch(
    deployments,
    namespace,
    workload.name,
    "strategic-merge",
    {
      metadata: { annotations: { "kubernetes.io/change-cause": `release ${version}` } },
      spec: { template: { spec: { containers: [{ name: container, image: reference }] } } },
    },
    { fieldManager: "kubectl-set" },
  );
}

/** Brings the scenario's releases to the clusters, wave by wave, until it is done or stopped. */
export class Rollout {
  readonly #context: LiveContext;
  readonly #watch: Watch;
  readonly #stop = new AbortController();
  readonly #progress = new Map<string, { readonly state: string; readonly at: number }>();
  #finished: Promise<void> = Promise.resolve();
  #running = false;
  /** The last wave of the last release is on its way: nothing is left to stop. */
  #delivered = false;

  constructor(context: LiveContext, watch: Watch) {
    this.#context = context;
    this.#watch = watch;
  }

  start(): void {
    this.#running = true;
    this.#finished = this.#run().finally(() => {
      this.#running = false;
    });
    this.#finished.catch(() => undefined);
  }

  /** No further wave begins; what a cluster has begun, its controllers finish. When all have begun, it is finished. */
  stop(by: "procedure" | "drill"): void {
    if (this.#stop.signal.aborted || !this.#running) return;
    this.#stop.abort();
    if (!this.#delivered) this.#context.emit({ type: "rolloutStopped", by });
  }

  /** Whether further waves may still come. */
  get running(): boolean {
    return this.#running && !this.#stop.signal.aborted;
  }

  /** Rejects when the pipeline itself could not work. */
  async finished(): Promise<void> {
    await this.#finished;
  }

  /** ms since a cluster whose rollout is under way last made progress; undefined when none is under way. */
  stuckFor(cluster: string): number | undefined {
    const seen = this.#progress.get(cluster);
    if (seen === undefined) return undefined;
    const state = JSON.stringify(this.#watch.look(cluster)?.capacity ?? null);
    const now = this.#context.clock.now();
    if (state !== seen.state) this.#progress.set(cluster, { state, at: now });
    return state === seen.state ? now - seen.at : 0;
  }

  async #run(): Promise<void> {
    const { plan, emit } = this.#context;
    const releases = plan.scenario.rollout.to;
    for (const [index, to] of releases.entries()) {
      emit({ type: "rolloutStarted", to });
      for (const wave of plan.waves) {
        if (this.#stop.signal.aborted) return;
        this.#delivered = index === releases.length - 1 && wave === plan.waves.at(-1);
        await Promise.all(wave.map((name) => this.#cluster(name, to)));
      }
      if (this.#stop.signal.aborted && !this.#delivered) return;
      emit({ type: "rolloutFinished", to });
    }
  }

  async #cluster(name: string, to: string): Promise<void> {
    const { world, spec, plan, clock, signal, emit } = this.#context;
    const { reference } = spec.images[to]!;
    emit({ type: "clusterRolloutStarted", cluster: name, to });
    await release(this.#context, world.clusters.get(name)!, to);
    this.#progress.set(name, { state: "", at: clock.now() });
    const outcome = await until(
      () => {
        const look = this.#watch.look(name);
        if (look !== undefined && runsImage(look, reference)) return "ok" as const;
        return this.#stop.signal.aborted ? ("unknown" as const) : undefined;
      },
      { clock, every: 1_000, deadline: clock.now() + plan.scenario.rollout.waveTimeout, signal },
    );
    if (outcome === "ok") this.#progress.delete(name);
    const capacity = this.#watch.look(name)?.capacity;
    const detail =
      capacity === undefined ? "" : `${capacity.updated} of ${capacity.desired} updated, ${capacity.ready} ready`;
    emit({ type: "clusterRolloutFinished", cluster: name, to, outcome: outcome ?? "failed", detail });
  }
}
