import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { fc } from "./base/testing/properties.ts";
import { schemaParts } from "./catalogues.ts";
import { ScenarioProblems } from "./scenario/document/problem.ts";
import { readScenario } from "./scenario/load.ts";

type Path = readonly (string | number)[];

const root = join(import.meta.dirname, "..");
const documents = globSync("scenarios/*.yaml", { cwd: root }).map(
  (file) => parse(readFileSync(join(root, file), "utf8")) as unknown,
);

/** Paths of everything in a document. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...parts.flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

function replaced(value: unknown, [part, ...rest]: Path, by: unknown): unknown {
  if (part === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === part ? replaced(item, rest, by) : (item as unknown)));
  const map = value as Record<string, unknown>;
  return { ...map, [part]: replaced(map[part], rest, by) };
}

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    "",
    "eu",
    "good",
    "5",
    "-1s",
    "detected + ",
    "${x}",
    "$",
    "__proto__",
    "constructor",
    null,
    0,
    -1,
    1e300,
    true,
    [],
    {},
    [[]],
    [{}],
    [null],
  ),
  fc.string(),
  fc.jsonValue({ maxDepth: 2 }),
);
const mutations = fc
  .constantFrom(...documents)
  .chain((document) =>
    fc
      .array(fc.tuple(fc.constantFrom(...pathsOf(document)), anything), { minLength: 1, maxLength: 3 })
      .map((changes) => ({ document, changes })),
  );

test("whatever stands in a scenario, the answer is a scenario or problems with a place, found and expected", () => {
  fc.assert(
    fc.property(mutations, ({ document, changes }) => {
      const mutated = changes.reduce((current, [path, by]) => tryReplace(current, path, by), document);
      const text = stringify(mutated);
      const lines = text.split("\n").length;
      try {
        expect(readScenario("x.yaml", text, { parts: schemaParts }).scenario.version).toBe(1);
      } catch (error) {
        if (!(error instanceof ScenarioProblems)) throw error;
        expect(error.problems.length).toBeGreaterThan(0);
        for (const { file, line, column, found, expected } of error.problems) {
          expect(file).toBe("x.yaml");
          expect(line >= 1 && line <= lines && column >= 1).toBe(true);
          expect(found).not.toBe("");
          expect(expected).not.toMatch(/^$|Invalid|received|undefined|another value/);
        }
      }
    }),
    { numRuns: 200 },
  );
});

/** An earlier change may have taken away what a later one is about. */
function tryReplace(document: unknown, path: Path, by: unknown): unknown {
  return pathsOf(document).some((one) => JSON.stringify(one) === JSON.stringify(path))
    ? replaced(document, path, by)
    : document;
}
