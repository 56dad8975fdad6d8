import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "./base/errors.ts";
import { schemaParts } from "./catalogues.ts";
import type { Driver, Survey } from "./clusters/driver.ts";
import type { WorldSpec } from "./clusters/world.ts";
import { brokenWorld } from "./drill/broken-world.ts";
import { chooseDriver, type DriverChoice } from "./choose-driver.ts";
import { makePlan, refuseUnmetNeeds } from "./plan.ts";
import { loadProcedure } from "./procedures/load-procedure.ts";
import type { Procedure } from "./procedures/procedure.ts";
import type { Ask } from "./procedures/runbook/ask.ts";
import { loadScenario, type LoadedScenario } from "./scenario/load.ts";
import type { Plan } from "./scenario/plan.ts";
import type { ProcedureDeclaration } from "./scenario/schema/procedure.ts";
import { resolveWorld } from "./world-spec.ts";

export interface DrillRequest extends DriverChoice {
  /** Scenario file. */
  readonly file: string;
  /** `path=value`, as `--set` takes them. */
  readonly sets?: readonly string[] | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  /** How many times faster than wall time the simulated world runs; naming one makes the clock real. */
  readonly speed?: number | undefined;
  /** Rehearses something else than the scenario's own procedure. */
  readonly procedure?: ProcedureChoice | undefined;
  /** Asks the person at the terminal for a runbook's manual steps; absent where nobody is there. */
  readonly ask?: Ask | undefined;
}

export type ProcedureChoice =
  /** One of the scenario's known-bad procedures, by name. */
  | { readonly knownBad: string }
  /** Does nothing and says that it is done. */
  | { readonly noOp: true }
  /** A script, or a runbook (.md), relative to the current folder. */
  | { readonly path: string };

/** A drill that is ready to run; nothing has been started. */
export interface PreparedDrill {
  readonly plan: Plan;
  readonly spec: WorldSpec;
  /** With what it can do on the clusters that it found. */
  readonly driver: Driver;
  /** What was found on clusters that are there already; undefined where the driver makes them. */
  readonly survey: Survey | undefined;
  readonly procedure: Procedure;
  /** Scenario file as the user named it. */
  readonly file: string;
  /** The scenario as YAML, with everything worked in. */
  readonly source: string;
}

/**
 * Reads a scenario with all that it names and checks that the driver can do it.
 * @throws UserError with everything that is wrong.
 */
export async function prepareDrill(request: DrillRequest): Promise<PreparedDrill> {
  const drafted = await draftDrill(request);
  refuseUnmetNeeds(drafted.plan, drafted.driver, drafted.survey?.problems);
  drafted.driver.check?.(drafted.spec);
  return drafted;
}

/** The same whether or not the driver can do it: for looking at, not for running. */
export async function draftDrill(request: DrillRequest): Promise<PreparedDrill> {
  const { file, sets, seed = 1, speed = 1 } = request;
  const driver = chooseDriver(request);
  const loaded = loadScenario(file, { parts: schemaParts, ...(sets !== undefined && { sets }) });
  const { declaration, folder, mustFail } = chooseProcedure(loaded, request.procedure);
  const { waves } = loaded.scenario.rollout;
  const procedure = await loadProcedure(declaration, {
    folder,
    ask: request.ask,
    ...(waves !== undefined && { waves }),
  });
  const clock = request.speed === undefined ? undefined : "real";
  const plan = makePlan({ scenario: loaded.scenario, file, driver, procedure, mustFail, seed, speed, clock });
  const spec = await resolveWorld({ scenario: loaded.scenario, file, runId: "local", seed });
  const survey = await driver.survey?.(brokenWorld(loaded.scenario, spec));
  const found = survey === undefined ? driver : { ...driver, abilities: survey.abilities };
  return { plan, spec, driver: found, survey, procedure, file, source: loaded.source };
}

/** The same drill with another seed. */
export function reseed(prepared: PreparedDrill, seed: number): PreparedDrill {
  return { ...prepared, plan: { ...prepared.plan, seed }, spec: { ...prepared.spec, seed } };
}

interface ChosenProcedure {
  readonly declaration: ProcedureDeclaration;
  /** Paths in the declaration start here. */
  readonly folder: string;
  readonly mustFail?: readonly string[];
}

const bare = { args: [], answers: {}, env: {}, strategy: "one-after-the-other" } as const;

function chooseProcedure({ scenario, file }: LoadedScenario, choice: ProcedureChoice | undefined): ChosenProcedure {
  const folder = dirname(resolve(file));
  if (choice === undefined) return { declaration: scenario.procedure, folder };
  if ("noOp" in choice) return { declaration: { ...bare, name: "no-op", steps: [] }, folder, mustFail: [] };
  if ("path" in choice) {
    if (!existsSync(choice.path))
      throw new UserError(`there is no procedure ${choice.path}`, {
        hint: "Check the path; it starts from the current folder.",
      });
    const source = /\.(md|markdown)$/i.test(choice.path) ? { runbook: choice.path } : { script: choice.path };
    const { answers, env } = scenario.procedure;
    return { declaration: { ...bare, answers, env, ...source }, folder: process.cwd() };
  }
  const known = scenario.knownBad.find(({ name }) => name === choice.knownBad);
  if (known !== undefined) return { declaration: known, folder, mustFail: known.fails };
  const names = scenario.knownBad.map(({ name }) => name);
  throw new UserError(`${scenario.name} has no known-bad procedure "${choice.knownBad}"`, {
    hint: names.length === 0 ? "It has none." : `It has ${names.join(", ")}.`,
  });
}
