import { relative } from "node:path";
import { asset } from "../base/assets.ts";
import { exitCodes, UserError } from "../base/errors.ts";
import { exitCodeOf } from "../exit-code.ts";
import type { World } from "../clusters/driver.ts";
import { prepareDrill, reseed, type DrillRequest, type PreparedDrill } from "../prepare.ts";
import { performDrill } from "../run.ts";
import { parseSeeds, runSeeds } from "../seeds/pool.ts";
import { reporters } from "../../reports/reporters.ts";
import type { ReportedRun } from "../../reports/reporter.ts";
import { addDrillOptions, addKubeconfigOption, drillRequest, wholeNumber, type DrillOptions } from "./drill-options.ts";
import { askAt } from "./ask.ts";
import { collect, type Command, type CommandContext } from "./command.ts";
import { showProgress } from "./progress.ts";
import { printError } from "./print-error.ts";
import { openReports } from "./report-targets.ts";
import { summarise } from "../judging/summary.ts";
import { summaryLines } from "../../reports/summary-text.ts";

interface Options extends DrillOptions {
  readonly seeds?: string;
  readonly repeat?: string;
  readonly report?: readonly string[];
  readonly runs: string;
  readonly keep?: boolean;
  readonly kubeconfig?: string;
}

/** The scenario that ships as the first thing to run. */
const shippedScenario = "scenarios/registry-down-uncached.yaml";

export const run: Command<Options> = {
  examples: [
    ["drill run", "run the scenario that drill ships with"],
    ["drill run scenarios/*.yaml", "run several, one after the other"],
    ["drill run x.yaml --set traffic.ratePerCluster=50/s", "with another value"],
    ["drill run x.yaml --procedure ops/rollback.sh", "rehearse a script of your own"],
    ["drill run x.yaml --seeds 1..200", "once per seed, on all cores"],
    ["drill run x.yaml --report junit=drill.xml,markdown=drill.md", "write reports for CI"],
  ],
  define(command) {
    addKubeconfigOption(
      addDrillOptions(
        command.argument("[files...]", "scenario files; without one, the scenario that drill ships with"),
      ),
    )
      .option("--seeds <range>", "run once per seed, such as 1..200")
      .option("--repeat <count>", "run each this many times")
      .option("--report <format=file>", "write a report; may be given several times, or with commas", collect)
      .option("--runs <folder>", "where runs are stored", "runs")
      .option("--keep", "leave the clusters up after the drill, until Ctrl-C");
  },
  async run({ args, options }, context) {
    const files = args.length > 0 ? args : [shownPath(asset(shippedScenario))];
    const reports = openReports(options.report ?? []);
    const requests = files.map((file) => requestOf(file, options, context));
    const prepared: PreparedDrill[] = [];
    for (const request of requests) prepared.push(await prepareDrill(request));
    const session: Session = { options, context, problems: [] };
    const judged: ReportedRun[] = [];
    for (const [index, drill] of prepared.entries()) {
      if (context.signal.aborted) break;
      judged.push(...(await runOne(drill, requests[index]!, session)));
    }
    for (const { path, write } of reports) {
      write(judged);
      context.terminal.out(`report: ${path}\n`);
    }
    const exitCode = exitCodeOf(judged.map(({ verdict }) => verdict.verdict));
    return exitCode === exitCodes.pass ? (session.problems[0]?.exitCode ?? exitCode) : exitCode;
  },
};

interface Session {
  readonly options: Options;
  readonly context: CommandContext;
  /** Runs that passed and could not be stored. */
  readonly problems: UserError[];
}

function requestOf(file: string, options: Options, { terminal }: CommandContext): DrillRequest {
  const request = drillRequest(file, options, options.kubeconfig);
  return { ...request, speed: request.speed ?? (options.keep ? 1 : undefined), ask: askAt(terminal) };
}

async function runOne(prepared: PreparedDrill, request: DrillRequest, session: Session): Promise<ReportedRun[]> {
  const { options, context } = session;
  const seeds = seedsOf(prepared, options);
  if (seeds.length === 1) return [await store(prepared, session)];
  const { plan } = prepared;
  if (plan.clock === "real" || options.repeat !== undefined) {
    const runs: ReportedRun[] = [];
    for (const seed of seeds) {
      if (context.signal.aborted) break;
      runs.push(await store(reseed(prepared, seed), session));
    }
    context.terminal.out(summaryOf(runs));
    return runs;
  }
  return manySeeds(prepared, { ...request, ask: undefined }, seeds, session);
}

/** Runs all seeds in memory; those that did not pass are run again and stored, for they give the same timeline again. */
async function manySeeds(
  prepared: PreparedDrill,
  request: DrillRequest,
  seeds: readonly number[],
  { options, context: { terminal, signal } }: Session,
): Promise<ReportedRun[]> {
  const live = terminal.progress === "live";
  const results = await runSeeds({
    request,
    seeds,
    signal,
    onResult: (_result, done) => {
      if (live) terminal.err(`\r${done} of ${seeds.length} seeds${done === seeds.length ? "\n" : ""}`);
    },
  });
  const runs: ReportedRun[] = [];
  for (const { seed, verdict } of results) {
    if (verdict.verdict === "pass") runs.push({ verdict, file: prepared.file, folder: undefined });
    else {
      const { folder } = await performDrill(reseed(prepared, seed), { runs: options.runs });
      runs.push({ verdict, file: prepared.file, folder: folder && shownPath(folder) });
    }
  }
  terminal.out(summaryOf(runs));
  return runs;
}

async function store(prepared: PreparedDrill, { options, context, problems }: Session): Promise<ReportedRun> {
  const { terminal, signal, hurry } = context;
  using progress = showProgress(prepared.plan, terminal);
  const { verdict, folder, problem } = await performDrill(prepared, {
    runs: options.runs,
    signal,
    hurry,
    onEvent: (event) => progress.show(event),
    ...(options.keep && { keep: holdUntilAborted(context) }),
  });
  const reported = { verdict, file: prepared.file, folder: folder && shownPath(folder) };
  terminal.out(reporters.terminal.render([reported], { width: terminal.columns, colours: terminal.colours }));
  if (problem !== undefined) {
    problems.push(problem);
    printError(problem, terminal);
  }
  return reported;
}

function summaryOf(runs: readonly ReportedRun[]): string {
  return summarise(runs.map(({ verdict }) => verdict))
    .map(
      (summary) =>
        `${summary.scenario}, ${summary.procedure}\n${summaryLines(summary)
          .map((line) => `  ${line}\n`)
          .join("")}`,
    )
    .join("");
}

/** Prints where the clusters are, and waits. */
function holdUntilAborted({ terminal, signal }: CommandContext) {
  return async (world: World): Promise<void> => {
    terminal.out(`The clusters stay up until Ctrl-C.\nexport KUBECONFIG=${await world.kubeconfig()}\n`);
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  };
}

function seedsOf({ plan }: PreparedDrill, { seeds, repeat }: Options): readonly number[] {
  const chosen = seeds === undefined ? [plan.seed] : parseSeeds(seeds);
  if (chosen === undefined)
    throw new UserError(`--seeds ${seeds} is no range`, { hint: "Write it as FIRST..LAST, such as --seeds 1..200." });
  const times = repeat === undefined ? 1 : wholeNumber("--repeat", repeat);
  if (times < 1) throw new UserError(`--repeat ${repeat} runs nothing`, { hint: "Give 1 or more." });
  return chosen.flatMap((seed) => Array.from({ length: times }, () => seed));
}

/** As short as the user would type it. */
function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
