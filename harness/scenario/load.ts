import { dirname, resolve } from "node:path";
import { stringify } from "yaml";
import { checkAnchors } from "./checks/anchors.ts";
import { checkNames } from "./checks/names.ts";
import { checkOrder } from "./checks/order.ts";
import { checkReferences } from "./checks/references.ts";
import { ScenarioProblems, type Problem } from "./document/problem.ts";
import { compose, composeFile, type Composed } from "./document/include.ts";
import { plain, type Located } from "./document/located.ts";
import { checkWaves } from "./checks/waves.ts";
import { checkShape } from "./checks/shape.ts";
import { fillParameters } from "./document/parameters.ts";
import { checkPaths, rebasePaths } from "./checks/paths.ts";
import { expectation } from "./schema/expectation.ts";
import { scenarioSchema, type Scenario, type SchemaParts } from "./schema/scenario.ts";
import { references } from "./schema/walk.ts";
import { applySets } from "./document/set.ts";

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
  return build({ ...options, file: path, base: dirname(path), composed: composeFile(path), checkFiles: checkPaths });
}

/**
 * Reads a scenario from the `source` of a loaded one, as a run stores it. The files that it names need not be there.
 * @throws ScenarioProblems as above.
 */
export function readScenario(file: string, text: string, options: LoadOptions): LoadedScenario {
  const composed = compose({ name: file, folder: "", text }, []);
  return build({ ...options, file, base: "", composed, checkFiles: () => [] });
}

interface Build extends LoadOptions {
  readonly file: string;
  readonly composed: Composed;
  /** What paths in the scenario start from. */
  readonly base: string;
  readonly checkFiles: typeof checkPaths;
}

function build({ file, composed, base, parts, sets = [], folder = "", checkFiles }: Build): LoadedScenario {
  if (composed.root === undefined) throw new ScenarioProblems(file, composed.problems);
  const schema = scenarioSchema(parts);
  const rebase = (root: Located) => rebasePaths(root, [...references(schema, root)], base);
  const set = applySets(composed.root, sets, resolve(folder));
  const filled = fillParameters(set.root);
  const root = rebase(filled.root);
  const parsed = schema.safeParse(plain(root), { error: expectation });
  const found = [...references(schema, root)];
  const written = [...composed.problems, ...set.problems, ...filled.problems];
  const shape = parsed.success ? [] : checkShape(root, parsed.error.issues);
  const problems = [
    ...written,
    ...shape.filter((one) => !written.some((other) => samePlace(one, other))),
    ...[
      ...checkReferences(root, found),
      ...checkAnchors(root, found),
      ...checkOrder(root),
      ...checkNames(root),
      ...checkWaves(root),
    ],
    ...checkFiles(root, found, base),
  ];
  if (!parsed.success || problems.length > 0) throw new ScenarioProblems(file, inOrder(problems, file));
  return { scenario: parsed.data, file, source: stringify(plain(rebase(set.root))) };
}

function samePlace(one: Problem, other: Problem): boolean {
  return one.file === other.file && one.line === other.line && one.column === other.column;
}

/** By their position, the file's own first; of several problems with one and the same text, the first that was found. */
function inOrder(problems: readonly Problem[], file: string): readonly Problem[] {
  const places = new Map<string, Problem>();
  for (const one of problems) {
    const place = `${one.file}:${one.line}:${one.column}${/^(no|unknown) /.exec(one.found) === null ? "" : one.found}`;
    if (!places.has(place)) places.set(place, one);
  }
  const rank = (one: Problem) => (one.file === file ? 0 : one.file === "--set" ? 2 : 1);
  return [...places.values()].sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
}
