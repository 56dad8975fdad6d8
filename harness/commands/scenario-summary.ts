import { UserError } from "../base/errors.ts";
import { schemaParts } from "../catalogues.ts";
import { ScenarioProblems } from "../scenario/document/problem.ts";
import { loadScenario } from "../scenario/load.ts";

/** A scenario's summary; for one that cannot be read, why. */
export function scenarioSummary(file: string): string {
  try {
    return loadScenario(file, { parts: schemaParts }).scenario.summary;
  } catch (error) {
    if (error instanceof ScenarioProblems) return `has mistakes; drill check ${file} shows them`;
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
