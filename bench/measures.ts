import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RealClock } from "../harness/base/real-clock.ts";
import { missingForKind } from "../harness/clusters/kind/docker/missing.ts";
import { performDrill } from "../harness/run.ts";
import { prepareDrill, reseed } from "../harness/prepare.ts";
import { idleMemory, inProcessCreation, servedCreation } from "./clusters.ts";
import { controlPlaneOf, type ControlPlane } from "./control-plane.ts";
import { runFleet, type FleetSize } from "./fleet.ts";
import { runProgram, type ProgramRun } from "./program.ts";
import { realStartUp } from "./real-clusters.ts";
import { kubectlTraffic, type TrafficSize } from "./requests.ts";
import { median } from "./statistics.ts";
import { startWorld } from "./worlds.ts";

/** How much of everything is done. */
export interface Sizes {
  readonly creations: number;
  readonly idleClusters: number;
  readonly fleet: FleetSize;
  readonly drills: number;
  readonly traffic: TrafficSize;
  /** Starts of `drill run`; none leaves out what is measured by starting it. */
  readonly starts: number;
  /** Seeds of `drill run --seeds`, and how often. */
  readonly seeds: number;
  readonly seedRuns: number;
  /** kind clusters, where Docker and kind are at hand. */
  readonly realClusters: number;
}

export const fullSizes: Sizes = {
  creations: 50,
  idleClusters: 100,
  fleet: { clusters: 1000, deployments: 10, workers: 2 },
  drills: 21,
  traffic: { clients: 8, rounds: 100 },
  starts: 7,
  seeds: 200,
  seedRuns: 3,
  realClusters: 3,
};

/** Everything once, as small as it gets: it shows that the bench works, not how fast anything is. */
export const quickSizes: Sizes = {
  creations: 1,
  idleClusters: 2,
  fleet: { clusters: 2, deployments: 2, workers: 2 },
  drills: 1,
  traffic: { clients: 2, rounds: 2 },
  starts: 1,
  seeds: 2,
  seedRuns: 1,
  realClusters: 0,
};

export interface Result {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** What it should stay below; undefined where there is no aim. */
  readonly limit?: number;
  /** The same of the real control plane in this run. */
  readonly real?: number | undefined;
}

const scenario = join(import.meta.dirname, "twenty-minutes.yaml");

/** One measurement after the other, each result as soon as it is there. */
export async function* measure(sizes: Sizes, real?: ControlPlane): AsyncGenerator<Result> {
  const inProcess = await inProcessCreation(sizes.creations);
  yield { what: "a cluster, in process", measured: inProcess, limit: 5, unit: "ms" };
  const served = await servedCreation(sizes.creations);
  yield { what: "a cluster, with HTTPS", measured: served, limit: 60, unit: "ms" };
  const idle = await idleMemory(sizes.idleClusters);
  yield { what: "memory of an idle cluster", measured: idle / 1e6, limit: 3, unit: "MB" };
  yield {
    what: "a drill in a warm process, processor time",
    measured: await warmDrill(sizes.drills),
    limit: 100,
    unit: "ms",
  };
  const traffic = await simulatedTraffic(sizes.traffic);
  const comparison = real === undefined ? undefined : await kubectlTraffic(real, sizes.traffic);
  yield {
    what: "requests of kubectl's kind over HTTPS",
    measured: traffic.requestsPerSecond,
    unit: "/s",
    real: comparison?.requestsPerSecond,
  };
  const { clusters, deployments } = sizes.fleet;
  const fleet = await runFleet(sizes.fleet);
  const what = `${clusters} clusters of ${deployments} Deployments, out and back`;
  yield { what, measured: fleet.duration / 1000, limit: 30, unit: "s" };
  yield { what: `${what}, peak memory`, measured: fleet.peakMemory / 1e9, limit: 2, unit: "GB" };
  if (sizes.realClusters > 0 && (await missingForKind()) === undefined)
    yield {
      what: `${sizes.realClusters} kind clusters of a drill, against as many bare ones`,
      measured: await realStartUp(sizes.realClusters),
      limit: 2,
      unit: "times",
    };
  if (sizes.starts === 0) return;
  const cold = await programs(sizes.starts, "--seed", "1");
  yield { what: "`drill run`, cold start to exit", measured: cold.duration / 1000, limit: 1.5, unit: "s" };
  const seeds = await programs(sizes.seedRuns, "--seeds", `1..${sizes.seeds}`);
  yield { what: `${sizes.seeds} seeds`, measured: seeds.duration / 1000, limit: 10, unit: "s" };
  yield { what: `${sizes.seeds} seeds, peak memory`, measured: seeds.peakMemory / 1e6, limit: 500, unit: "MB" };
}

/** Median ms of processor time of a drill of about 20 minutes, after as many that only warm the process up. */
async function warmDrill(times: number): Promise<number> {
  const prepared = await prepareDrill({ file: scenario });
  const taken: number[] = [];
  for (let seed = 1; seed <= 2 * times; seed++) {
    const before = process.cpuUsage();
    const { verdict } = await performDrill(reseed(prepared, seed));
    const { user, system } = process.cpuUsage(before);
    if (verdict.verdict !== "pass")
      throw new Error(`seed ${seed} ended with ${verdict.verdict}: ${verdict.reasons.join("; ")}`);
    taken.push((user + system) / 1000);
  }
  return median(taken.slice(times));
}

async function simulatedTraffic(size: TrafficSize) {
  const folder = mkdtempSync(join(tmpdir(), "drill-bench-"));
  try {
    await using world = await startWorld(1, new RealClock(), { folder });
    const plane = controlPlaneOf(readFileSync(await world.kubeconfig(), "utf8"));
    const result = await kubectlTraffic(plane, size);
    plane.agent.destroy();
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function programs(times: number, ...seeds: readonly string[]): Promise<ProgramRun> {
  const runs: ProgramRun[] = [];
  for (let i = 0; i < times; i++) runs.push(await runProgram("run", scenario, ...seeds));
  return {
    duration: median(runs.map(({ duration }) => duration)),
    peakMemory: median(runs.map(({ peakMemory }) => peakMemory)),
  };
}
