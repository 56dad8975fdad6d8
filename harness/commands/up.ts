import { copyFileSync, rmSync } from "node:fs";
import { startBareCluster } from "../bare-cluster.ts";
import { exitCodes, UserError } from "../base/errors.ts";
import { shellWord } from "../base/shell-word.ts";
import type { World } from "../clusters/driver.ts";
import type { WorldSpec } from "../clusters/world.ts";
import { prepareDrill, type PreparedDrill } from "../prepare.ts";
import { procedureEnvironment } from "../procedures/environment.ts";
import type { Procedure } from "../procedures/procedure.ts";
import { performDrill } from "../run.ts";
import type { Terminal } from "../terminal.ts";
import type { Command, CommandContext } from "./command.ts";
import { addDrillOptions, drillRequest, wholeNumber, type DrillOptions } from "./drill-options.ts";
import { printError } from "./print-error.ts";
import { showProgress } from "./progress.ts";

interface Options extends DrillOptions {
  readonly break?: boolean;
  readonly runs: string;
  readonly nodes?: string;
  readonly kubeconfig?: string;
}

export const up: Command<Options> = {
  examples: [
    ["drill up scenarios/clean-rollback.yaml", "healthy clusters, to write a runbook against"],
    ["drill up scenarios/clean-rollback.yaml --break", "with the bad release and the faults, to try it by hand"],
    ["drill up --nodes 3 --kubeconfig drill.kubeconfig", "one simulated cluster with nothing on it, for any client"],
  ],
  define(command) {
    addDrillOptions(command.argument("[file]", "scenario file; without one, a simulated cluster with nothing on it"))
      .option("--break", "go on to the bad release and the faults")
      .option("--runs <folder>", "where the run is stored while it lasts", "runs")
      .option("--nodes <count>", "without a scenario: how many nodes; default 2")
      .option("--kubeconfig <path>", "copy the kubeconfig to this path while the clusters are up");
  },
  async run({ args: [file], options }, context) {
    if (file === undefined) return holdBareCluster(options, context);
    if (options.nodes !== undefined)
      throw new UserError("--nodes is for clusters without a scenario", {
        hint: "A scenario says itself how many nodes its clusters have.",
      });
    const { terminal, hurry, signal } = context;
    const request = drillRequest(file, options);
    const prepared = await prepareDrill({ ...request, speed: request.speed ?? 1 });
    const announce = async (world: World, spec: WorldSpec) => {
      const env = await procedureEnvironment(world, spec);
      using _copy = copyKubeconfig(env["KUBECONFIG"]!, options.kubeconfig);
      printEnvironment(env, terminal);
      await aborted(signal);
    };
    using progress = showProgress(prepared.plan, terminal);
    const { events } = await performDrill(options.break ? byHand(prepared, announce) : prepared, {
      runs: options.runs,
      signal,
      hurry,
      onEvent: (event) => progress.show(event),
      ...(!options.break && { holdBaseline: announce }),
    });
    const trouble = events.find(({ type }) => type === "baselineNotProven" || type === "harnessProblem");
    return trouble === undefined ? exitCodes.pass : exitCodes.invalid;
  },
};

/** A cluster of no scenario, until Ctrl-C. */
async function holdBareCluster(options: Options, { terminal, signal }: CommandContext): Promise<number> {
  const { speed, seed } = drillRequest("", options);
  const nodes = options.nodes === undefined ? undefined : wholeNumber("--nodes", options.nodes);
  let hasTrouble = false;
  const onProblem = (error: unknown) => {
    hasTrouble = true;
    printError(error, terminal);
  };
  await using bare = await startBareCluster({ nodes, speed, seed, signal, onProblem });
  using _copy = copyKubeconfig(bare.kubeconfig, options.kubeconfig);
  printEnvironment({ KUBECONFIG: bare.kubeconfig }, terminal);
  await aborted(signal);
  return hasTrouble ? exitCodes.invalid : exitCodes.pass;
}

/** For programs that are to find it at a place of their own choice. */
function copyKubeconfig(from: string, to: string | undefined): Disposable {
  if (to === undefined) return { [Symbol.dispose]: () => undefined };
  try {
    copyFileSync(from, to);
  } catch (cause) {
    throw new UserError(`cannot write ${to}: ${(cause as Error).message}`, { cause });
  }
  return { [Symbol.dispose]: () => rmSync(to, { force: true }) };
}

/** The same drill with a person as its procedure, who is done at Ctrl-C. */
function byHand(prepared: PreparedDrill, announce: (world: World, spec: WorldSpec) => Promise<void>): PreparedDrill {
  const procedure: Procedure = {
    ...prepared.procedure,
    name: "by hand",
    async run({ world, spec }) {
      await announce(world, spec);
      return { outcome: "unknown", reason: "aborted", detail: "ended by hand" };
    },
  };
  return { ...prepared, procedure };
}

function printEnvironment(env: Readonly<Record<string, string>>, terminal: Terminal): void {
  for (const [name, value] of Object.entries(env)) terminal.out(`export ${name}=${shellWord(value)}\n`);
  terminal.err("The clusters are up; Ctrl-C takes them down.\n");
}

async function aborted(signal: CommandContext["signal"]): Promise<void> {
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
