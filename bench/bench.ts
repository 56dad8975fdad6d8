import Table from "cli-table3";
import { cpus } from "node:os";
import { join } from "node:path";
import { formatDuration } from "../harness/base/duration.ts";
import { runDrill } from "../harness/run-drill.ts";
import { runProgram, type ProgramRun } from "./program.ts";
import { median } from "./statistics.ts";

const scenario = join(import.meta.dirname, "twenty-minutes.yaml");

interface Result {
  readonly what: string;
  readonly measured: number;
  readonly limit: number;
  readonly unit: string;
}

/** ms of wall time of one drill in this process, and ms of drill time that passed in it. */
async function drillOnce(seed: number): Promise<{ readonly wall: number; readonly simulated: number }> {
  const start = performance.now();
  const { verdict, events } = await runDrill(scenario, { seed });
  const wall = performance.now() - start;
  if (verdict.verdict !== "pass")
    throw new Error(`seed ${seed} ended with ${verdict.verdict}: ${verdict.reasons.join("; ")}`);
  return { wall, simulated: events.at(-1)!.at };
}

/** Drills until the compiler has seen everything often, then measures. */
async function warmDrill(): Promise<{ readonly wall: number; readonly simulated: number }> {
  for (let seed = 1; seed <= 20; seed++) await drillOnce(seed);
  const runs = [];
  for (let seed = 1; seed <= 21; seed++) runs.push(await drillOnce(seed));
  return { wall: median(runs.map(({ wall }) => wall)), simulated: median(runs.map(({ simulated }) => simulated)) };
}

async function programs(times: number, ...command: readonly string[]): Promise<ProgramRun> {
  const runs: ProgramRun[] = [];
  for (let i = 0; i < times; i++) runs.push(await runProgram(...command));
  return {
    duration: median(runs.map(({ duration }) => duration)),
    peakMemory: median(runs.map(({ peakMemory }) => peakMemory)),
  };
}

const warm = await warmDrill();
const cold = await programs(7, "run", scenario, "--seed", "1");
const seeds = await programs(3, "run", scenario, "--seeds", "1..200");

const results: readonly Result[] = [
  { what: "a drill in a warm process", measured: warm.wall, limit: 100, unit: "ms" },
  { what: "`drill run`, cold start to exit", measured: cold.duration / 1000, limit: 1.5, unit: "s" },
  { what: "200 seeds", measured: seeds.duration / 1000, limit: 10, unit: "s" },
  { what: "200 seeds, peak memory", measured: seeds.peakMemory / 1e6, limit: 500, unit: "MB" },
];

const table = new Table({ head: ["what", "median", "aim", ""], style: { head: [], border: [] } });
for (const { what, measured, limit, unit } of results)
  table.push([what, `${measured.toPrecision(3)} ${unit}`, `< ${limit} ${unit}`, measured < limit ? "met" : "missed"]);
console.log(
  `Three clusters, ${formatDuration(warm.simulated)} of drill time; Node ${process.versions.node}, ${cpus().length} cores`,
);
console.log(table.toString());
