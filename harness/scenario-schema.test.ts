import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { schemaParts } from "./catalogues.ts";
import { completeScenario } from "./scenario/complete.ts";
import { scenarioJsonSchema } from "./scenario/json-schema.ts";
import { loadScenario, readScenario } from "./scenario/load.ts";

const root = join(import.meta.dirname, "..");
const file = join(root, "scenarios/schema.json");
const scenarios = globSync(["scenarios/*.yaml", "fixtures/init/*.yaml"], { cwd: root });

/** What an editor makes of the schema, by a reader of JSON Schema that knows nothing of ours. */
const editor = z.fromJSONSchema(JSON.parse(readFileSync(file, "utf8")) as z.core.JSONSchema.JSONSchema);
const accepts = (document: unknown) => editor.safeParse(document).success;

const minimal = { name: "a", summary: "s", clusters: { eu: {} }, procedure: { steps: [{ rolloutUndo: null }] } };

test("scenarios/schema.json is what the schema says now; npm run schema writes it", () => {
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema(schemaParts))));
});

describe("an editor accepts", () => {
  test.each(scenarios)("%s", (path) => {
    expect(accepts(parse(readFileSync(join(root, path), "utf8")))).toBe(true);
  });

  test("includes, and parameters in the place of numbers, choices, durations and truth values", () => {
    const document = {
      ...minimal,
      include: ["common.yaml"],
      clusters: { eu: { nodes: "${nodes}" } },
      application: { versions: { good: { pushed: "${pushed}", startsAfter: "${start}" } } },
      procedure: { steps: [{ rolloutUndo: null, onError: "${on-error}" }], startsAt: "${start}" },
    };
    expect(accepts(minimal)).toBe(true);
    expect(accepts(document)).toBe(true);
  });
});

describe("an editor refuses", () => {
  test.each<[string, object]>([
    ["an unknown key", { sumary: "s" }],
    ["a number for a duration", { expect: { recoveredWithin: 5 } }],
    ["a duration without a unit", { expect: { recoveredWithin: "5" } }],
    ["an unknown kind of fault", { faults: [{ name: "f", kind: "meteor" }] }],
    ["a fault's key on another kind", { faults: [{ name: "f", kind: "node-down", mode: "refused" }] }],
    ["an unknown action", { procedure: { steps: [{ pray: {} }] } }],
    ["two actions in a step", { procedure: { steps: [{ rolloutUndo: {}, rolloutPause: {} }] } }],
    ["a choice that is none", { rollout: { whenProcedureStarts: "hope" } }],
    ["half a node", { clusters: { eu: { nodes: 0.5 } } }],
  ])("%s", (_, change) => {
    expect(accepts({ ...minimal, ...change })).toBe(false);
  });
});

test("every key says what it is for", () => {
  const undescribed = new Set<string>();
  const look = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { properties = {}, ...rest } = node as { properties?: Record<string, { description?: string }> };
    for (const [key, value] of Object.entries(properties)) {
      if (value.description === undefined) undescribed.add(`${path}${key}`);
      look(value, `${path}${key}.`);
    }
    for (const value of Object.values(rest)) look(value, path);
  };
  look(JSON.parse(readFileSync(file, "utf8")), "");
  expect([...undescribed]).toEqual(["$schema"]);
});

test.each(scenarios)("%s with every default written out is the same scenario", (path) => {
  const loaded = loadScenario(join(root, path), { parts: schemaParts });
  const complete = completeScenario(loaded.source, schemaParts);
  expect(readScenario("complete.yaml", complete, { parts: schemaParts }).scenario).toEqual(loaded.scenario);
});
