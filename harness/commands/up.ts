import { exitCodes } from "../base/errors.ts";
import type { World } from "../clusters/driver.ts";
import type { WorldSpec } from "../clusters/world.ts";
import { prepareDrill, type PreparedDrill } from "../prepare.ts";
import { procedureEnvironment } from "../procedures/environment.ts";
import type { Procedure } from "../procedures/procedure.ts";
import { performDrill } from "../run.ts";
import type { Terminal } from "../terminal.ts";
import type { Command, CommandContext } from "./command.ts";
import { addDrillOptions, drillRequest, type DrillOptions } from "./drill-options.ts";
import { showProgress } from "./progress.ts";

interface Options extends DrillOptions {
  readonly break?: boolean;
  readonly runs: string;
}

export const up: Command<Options> = {
  examples: [
    ["drill up scenarios/clean-rollback.yaml", "healthy clusters, to write a runbook against"],
    ["drill up scenarios/clean-rollback.yaml --break", "with the bad release and the faults, to try it by hand"],
  ],
  define(command) {
    addDrillOptions(command.argument("<file>", "scenario file"))
      .option("--break", "go on to the bad release and the faults")
      .option("--runs <folder>", "where the run is stored while it lasts", "runs");
  },
  async run({ args: [file = ""], options }, context) {
    const { terminal, hurry, signal } = context;
    const request = drillRequest(file, options);
    const prepared = await prepareDrill({ ...request, speed: request.speed ?? 1 });
    const announce = async (world: World, spec: WorldSpec) => {
      printEnvironment(await procedureEnvironment(world, spec), terminal);
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
  for (const [name, value] of Object.entries(env)) terminal.out(`export ${name}=${quoted(value)}\n`);
  terminal.err("The clusters are up; Ctrl-C takes them down.\n");
}

/** For a POSIX shell. */
function quoted(value: string): string {
  return /^[\w./:@=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

async function aborted(signal: CommandContext["signal"]): Promise<void> {
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
