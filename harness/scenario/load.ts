import { resolve } from "node:path";
import { stringify } from "yaml";
import { ScenarioProblems, type Problem } from "./problem.ts";
import { compose, composeFile, type Composed } from "./include.ts";
import { plain } from "./located.ts";
import { explain } from "./explain.ts";
import { fillParameters } from "./parameters.ts";
import { expectation } from "./schema/expectation.ts";
import { scenarioSchema, type Scenario, type SchemaParts } from "./schema/scenario.ts";
import { applySets } from "./set.ts";

export interface LoadOptions {
  /** Kinds of faults and actions of steps that there are. */
  readonly parts: SchemaParts;
  /** `path=value`, as `--set` takes them. */
  readonly sets?: readonly string[];
  /** What paths in `sets` start from; default the current folder. */
  readonly folder?: string;
}

export interface LoadedScenario {
  readonly scenario: Scenario;
  /** Path as the user wrote it. */
  readonly file: string;
  /** The whole scenario as YAML: includes, parameters and `--set` worked in. Reading it again gives the same scenario. */
  readonly source: string;
}

/**
 * Reads a scenario file with its includes.
 * @throws ScenarioProblems with everything that is wrong with it.
 * @throws UserError when it cannot be read at all.
 */
export function loadScenario(path: string, options: LoadOptions): LoadedScenario {
  return build(path, composeFile(path), options);
}

/**
 * Reads a scenario from the `source` of a loaded one, as a run stores it. The files that it names need not be there.
 * @throws ScenarioProblems as above.
 */
export function readScenario(file: string, text: string, options: LoadOptions): LoadedScenario {
  return build(file, compose({ name: file, folder: "", text }, []), options);
}

function build(file: string, composed: Composed, { parts, sets = [], folder = "" }: LoadOptions): LoadedScenario {
  if (composed.root === undefined) throw new ScenarioProblems(file, composed.problems);
  const set = applySets(composed.root, sets, resolve(folder));
  const filled = fillParameters(set.root);
  const document = plain(filled.root);
  const parsed = scenarioSchema(parts).safeParse(document, { error: expectation });
  const problems: Problem[] = [...composed.problems, ...set.problems, ...filled.problems];
  if (!parsed.success) problems.push(...explain(filled.root, parsed.error.issues));
  if (problems.length > 0) throw new ScenarioProblems(file, problems);
  return { scenario: parsed.data!, file, source: stringify(document) };
}
