import type { z } from "zod";
import { until } from "../../base/until.ts";
import { VirtualClock } from "../../base/virtual-clock.ts";
import type { Cluster, World } from "../../clusters/driver.ts";
import { forgetfulLedger } from "../../clusters/forgetful-ledger.ts";
import type { KubernetesObject } from "../../clusters/kubernetes.ts";
import { simulatedDriver } from "../../clusters/simulated/driver.ts";
import type { Behaviour, ImageSpec, WorldSpec } from "../../clusters/world.ts";
import { procedureSchema } from "../../scenario/schema/procedure.ts";
import { loadProcedure } from "../load-procedure.ts";
import type { ProcedureEvent, ProcedureOutcome } from "../procedure.ts";
import { stepCatalogue } from "../steps/catalogue.ts";

const behaviour: Behaviour = { startsAfter: 500, ready: true, errors: 0, latency: 5, readsConfig: [], whenConfig: [] };
const host = "registry.test:5000";

function image(version: string, more: Partial<ImageSpec> = {}): ImageSpec {
  return { reference: `${host}/shop/web:${version}`, version, size: 1e6, pushed: true, behaviour, ...more };
}

const deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", labels: { app: "web" } },
  spec: {
    replicas: 2,
    progressDeadlineSeconds: 60,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: { terminationGracePeriodSeconds: 1, containers: [{ name: "app", image: image("v1").reference }] },
    },
  },
} as unknown as KubernetesObject;

export interface RehearsalOptions {
  readonly clusters?: readonly string[];
  readonly nodes?: number;
  readonly mirror?: string;
}

/** Simulated clusters on virtual time with version `good` of a workload, for procedures to be tried out on. */
export class Rehearsal {
  readonly clock = new VirtualClock();
  readonly spec: WorldSpec;
  readonly events: ProcedureEvent[] = [];
  /** Calls of the procedure to the drill, in their order. */
  readonly asked: string[] = [];
  readonly abort = new AbortController();
  world!: World;

  constructor({ clusters = ["eu", "us", "ap"], nodes = 1, mirror }: RehearsalOptions = {}) {
    this.spec = {
      runId: "test",
      seed: 1,
      clusters: clusters.map((name) => ({ name, context: name, nodes })),
      links: [],
      registry: { host, mirror },
      images: {
        good: image("v1"),
        bad: image("v2"),
        next: image("v3"),
        missing: image("v4", { pushed: false }),
        unready: image("v5", { behaviour: { ...behaviour, crashesAfter: 100 } }),
      },
      application: {
        namespace: "shop",
        workload: { kind: "Deployment", name: "web" },
        container: "app",
        service: "web",
        manifests: Object.fromEntries(clusters.map((name) => [name, [deployment]])),
      },
    };
  }

  /** Brings the clusters up, runs `body` and takes them down; virtual time moves on whenever something waits. */
  async play(body: (rehearsal: this) => Promise<void>): Promise<void> {
    await this.clock.run(async () => {
      const signal = new AbortController().signal;
      await using world = await simulatedDriver().start(this.spec, {
        clock: this.clock,
        folder: undefined,
        ledger: forgetfulLedger,
        signal,
      });
      this.world = world;
      for (const cluster of world.clusters.values()) {
        await cluster.observer.create("deployments.apps", "shop", deployment);
      }
      await this.settled();
      await body(this);
    });
  }

  cluster(name = "eu"): Cluster {
    return this.world.clusters.get(name)!;
  }

  async workload(name = "eu"): Promise<KubernetesObject> {
    return (await this.cluster(name).observer.get("deployments.apps", "shop", "web"))!;
  }

  /** Image that the workload asks for, on each cluster. */
  async images(): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const name of this.world.clusters.keys())
      found[name] = (await this.workload(name))["spec"].template.spec.containers[0].image;
    return found;
  }

  /** Sets the image behind the operator's back, and lets the rollout end. */
  async release(version: string): Promise<void> {
    for (const cluster of this.world.clusters.values())
      await cluster.observer.patch("deployments.apps", "shop", "web", "strategic-merge", {
        spec: { template: { spec: { containers: [{ name: "app", image: this.spec.images[version]!.reference }] } } },
      });
    await this.settled();
  }

  /** Waits until every workload is ready. */
  async settled(): Promise<void> {
    const done = async () => {
      for (const name of this.world.clusters.keys()) {
        const { metadata, spec, status = {} } = await this.workload(name);
        const complete =
          status.updatedReplicas === spec.replicas &&
          status.replicas === spec.replicas &&
          status.availableReplicas === spec.replicas;
        if (!complete || status.observedGeneration !== metadata.generation) return undefined;
      }
      return true;
    };
    const options = { clock: this.clock, every: 500, deadline: this.clock.now() + 120_000, signal: this.abort.signal };
    if ((await until(done, options)) === undefined) throw new Error("the workloads did not get ready");
  }

  /** Runs steps as a scenario would declare them. */
  async run(steps: readonly object[], more: object = {}, { timeout = 900_000 } = {}): Promise<ProcedureOutcome> {
    const actions = Object.fromEntries(Object.entries(stepCatalogue).map(([action, { input }]) => [action, input]));
    const declaration = procedureSchema(actions).parse({ steps, ...more } satisfies z.input<z.ZodObject>);
    const procedure = await loadProcedure(declaration, { folder: import.meta.dirname });
    return procedure.run({
      world: this.world,
      spec: this.spec,
      clock: this.clock,
      timeout,
      signal: this.abort.signal,
      folder: undefined,
      control: {
        stopRollout: async () => void this.asked.push("stopRollout"),
        setWeights: async (weights) => {
          this.asked.push(`weights ${JSON.stringify(weights)}`);
          await this.world.router.setWeights(weights);
        },
      },
      emit: (event) => this.events.push(event),
    });
  }

  /** `eu 1 ok: rolled back to revision 1`, for each step that came to an end. */
  get ends(): string[] {
    return this.events.flatMap((event) =>
      event.type === "procedureStepFinished"
        ? [`${event.cluster ?? "fleet"} ${event.step} ${event.outcome}: ${event.detail}`]
        : [],
    );
  }
}
