import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "./base/errors.ts";
import { RealClock } from "./base/real-clock.ts";
import { until } from "./base/until.ts";
import { forgetfulLedger } from "./clusters/forgetful-ledger.ts";
import { isReady } from "./clusters/kubernetes.ts";
import type { Cluster, World } from "./clusters/driver.ts";
import { simulatedDriver } from "./clusters/simulated/driver.ts";
import type { WorldSpec } from "./clusters/world.ts";

export interface BareClusterOptions {
  /** Default 2. */
  readonly nodes?: number | undefined;
  /** How many times faster than the clock on the wall its time runs; default 1. */
  readonly speed?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told of mistakes of the simulator that a client saw as a 500. */
  readonly onProblem?: ((error: unknown) => void) | undefined;
}

/** A simulated cluster of no scenario, with nothing on it, that listens on 127.0.0.1. */
export interface BareCluster extends AsyncDisposable {
  /** Path of a kubeconfig with the one context `drill`; it goes with the cluster. */
  readonly kubeconfig: string;
  readonly cluster: Cluster;
}

/** Drill time, ms, by which its nodes are Ready. */
const readyWithin = 60_000;

/** Resolves when the cluster answers and its nodes are Ready. */
export async function startBareCluster(options: BareClusterOptions = {}): Promise<BareCluster> {
  const { nodes = 2, speed = 1, seed = 1, signal = new AbortController().signal, onProblem } = options;
  await using undo = new AsyncDisposableStack();
  const folder = undo.adopt(mkdtempSync(join(tmpdir(), "rollback-drill-")), (path) =>
    rmSync(path, { recursive: true, force: true }),
  );
  const clock = new RealClock(speed);
  const host = { clock, folder, ledger: forgetfulLedger, signal, ...(onProblem && { onProblem }) };
  const world: World = undo.use(await simulatedDriver().start(bareWorld(nodes, seed), host));
  const kubeconfig = await world.kubeconfig();
  const cluster = world.clusters.get("drill")!;
  const deadline = clock.now() + readyWithin;
  const isReady = await until(() => hasReadyNodes(cluster), { clock, every: 100, deadline, signal });
  if (isReady === undefined) throw new UserError("the cluster's nodes have not become Ready");
  const running = undo.move();
  return { kubeconfig, cluster, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

function bareWorld(nodes: number, seed: number): WorldSpec {
  return {
    runId: "bare",
    seed,
    clusters: [{ name: "drill", context: "drill", nodes }],
    links: [],
    registry: { host: "registry.invalid" },
    images: {},
    application: {
      namespace: "default",
      workload: { kind: "Deployment", name: "none" },
      container: "none",
      service: "none",
      manifests: {},
    },
  };
}

async function hasReadyNodes({ observer, nodes }: Cluster): Promise<true | undefined> {
  const ready = (await observer.list("nodes")).filter(isReady);
  return ready.length === nodes.length ? true : undefined;
}
