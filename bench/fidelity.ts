import { parseArgs } from "node:util";
import { availableParallelism } from "node:os";
import { formatDuration } from "../harness/base/duration.ts";
import { UserError } from "../harness/base/errors.ts";
import { inTurns } from "../harness/base/in-turns.ts";
import type { Verdict } from "../harness/judging/verdict.ts";
import { prepareDrill, type ProcedureChoice } from "../harness/prepare.ts";
import { runDrill } from "../harness/run-drill.ts";
import { judgeStoredRun } from "../harness/runs/stored-run.ts";
import { median } from "./statistics.ts";

/**
 *     node bench/fidelity.ts [--timings PROFILE] [--set expect.…=…] [--seeds N] [--real N] RUN…
 *
 * Holds recorded drills on real clusters against the same drills on simulated ones, on virtual time (`--seeds`, default 20) and
 * on real time (`--real`, default 3), and prints a Markdown table of verdicts and times to recover. `--set` as the recorded
 * drills had it.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    timings: { type: "string" },
    set: { type: "string", multiple: true },
    seeds: { type: "string", default: "20" },
    real: { type: "string", default: "3" },
  },
});

/** Drills on real time that run at once: they wait most of the time. */
const realTimeAtOnce = 2 * availableParallelism();

interface Group {
  readonly file: string;
  readonly procedure: ProcedureChoice | undefined;
  readonly runs: readonly Verdict[];
}

const recorded = positionals.map((folder) => judgeStoredRun(folder));
const groups = await Promise.all(
  [...Map.groupBy(recorded, ({ verdict }) => `${verdict.scenario}, ${verdict.procedure}`)].map(
    async ([name, those]) => {
      const { file, verdict } = those[0]!;
      const procedure = await recordedProcedure(file, verdict.procedure);
      return { name, file, procedure, runs: those.map((one) => one.verdict) };
    },
  ),
);
console.log("| drill | runs | verdict | failed gates | time to recover | virtual time | | real time | |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
for (const { name, ...group } of groups) console.log(`| ${[name, ...(await cells(group))].join(" | ")} |`);

async function cells(group: Group): Promise<readonly string[]> {
  const { runs } = group;
  const virtual = await simulate(group, Number(values.seeds), undefined);
  const real = await simulate(group, Number(values.real), 1);
  return [
    `${runs.length}`,
    agreed(runs, virtual, real, ({ verdict }) => verdict),
    agreed(runs, virtual, real, failedGates),
    timesOf(runs),
    timesOf(virtual),
    ratio(runs, virtual),
    timesOf(real),
    ratio(runs, real),
  ];
}

/** The same scenario and procedure on simulated clusters, a seed each. */
async function simulate({ file, procedure }: Group, seeds: number, speed: number | undefined) {
  const { timings, set: sets } = values;
  const all = Array.from({ length: seeds }, (_, index) => index + 1);
  return inTurns(all, speed === undefined ? 1 : realTimeAtOnce, async (seed) => {
    const { verdict } = await runDrill(file, { timings, sets, seed, speed, procedure });
    return verdict;
  });
}

/** One of the scenario's known-bad procedures, or undefined for its own. */
async function recordedProcedure(file: string, name: string): Promise<ProcedureChoice | undefined> {
  const { plan } = await prepareDrill({ file, sets: values.set });
  if (plan.procedure.name === name) return undefined;
  if (plan.scenario.knownBad.some((known) => known.name === name)) return { knownBad: name };
  throw new UserError(`${file} has no procedure ${name}, which was recorded`, {
    hint: "Leave the run out, or bring the scenario back to what it was.",
  });
}

/** What all say, or what each of the three says. */
function agreed(
  kind: readonly Verdict[],
  virtual: readonly Verdict[],
  real: readonly Verdict[],
  of: (verdict: Verdict) => string,
): string {
  const [one, ...others] = [kind, virtual, real].map((runs) => [...new Set(runs.map(of))].sort().join(" or "));
  return others.every((other) => other === one) ? one! : `kind ${one}, virtual ${others[0]}, real time ${others[1]}`;
}

function failedGates({ gates }: Verdict): string {
  const failed = gates.filter(({ outcome }) => outcome === "failed").map(({ gate }) => gate);
  return failed.length === 0 ? "none" : failed.join(" ");
}

/** ms of those that recovered. */
function recoveries(runs: readonly Verdict[]): readonly number[] {
  return runs.flatMap(({ fleet: { timeToRecover } }) =>
    timeToRecover.state === "measured" ? [timeToRecover.value] : [],
  );
}

/** Median, and the range in brackets; what did not recover is counted. */
function timesOf(runs: readonly Verdict[]): string {
  const times = recoveries(runs);
  const others = runs.length - times.length;
  const rest = others === 0 ? "" : `${times.length === 0 ? "" : ", "}${others} did not recover`;
  if (times.length === 0) return rest;
  const [least, most] = [Math.min(...times), Math.max(...times)].map(formatDuration);
  return `${formatDuration(median(times))} (${least} to ${most})${rest}`;
}

function ratio(kind: readonly Verdict[], simulated: readonly Verdict[]): string {
  const [a, b] = [recoveries(kind), recoveries(simulated)];
  if (a.length === 0 || b.length === 0) return "";
  const percent = Math.round((median(b) / median(a) - 1) * 100);
  return `${percent < 0 ? "−" : "+"}${Math.abs(percent)} %`;
}
