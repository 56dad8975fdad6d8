import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { manySeeds, reported } from "../fixtures/timelines/reported.ts";
import { json } from "./json.ts";
import { reportSchema } from "./schema.ts";

const options = { width: 80, colours: "off" } as const;

describe("the JSON report", () => {
  test.each(Object.keys(reported) as (keyof typeof reported)[])(
    "of a run that ended with %s is what its schema says",
    (word) => {
      const report: unknown = JSON.parse(json.render([reported[word]], options));
      expect(reportSchema.parse(report)).toEqual(report);
      expect(report).toMatchObject({ format: 1, runs: [{ file: "scenarios/drawn.yaml", verdict: { verdict: word } }] });
    },
  );

  test("sums several runs up", () => {
    const report = reportSchema.parse(JSON.parse(json.render(manySeeds, options)));
    expect(report.summaries).toMatchObject([
      { runs: 20, passed: 18, failed: 1, invalid: 1, failingSeeds: [7], invalidSeeds: [13] },
    ]);
  });

  test("of no run is empty and still a report", () => {
    expect(reportSchema.parse(JSON.parse(json.render([], options)))).toEqual({ format: 1, runs: [], summaries: [] });
  });
});

test("reports/schema.json is current; `npm run samples` writes it anew", async () => {
  const schema = `${JSON.stringify(z.toJSONSchema(reportSchema), undefined, 2)}\n`;
  await expect(schema).toMatchFileSnapshot(join(import.meta.dirname, "schema.json"));
});

test("reports/schema.json lets no unknown key through and names the verdicts", () => {
  const schema = readFileSync(join(import.meta.dirname, "schema.json"), "utf8");
  expect(JSON.parse(schema)).toMatchObject({ title: "rollback-drill report", additionalProperties: false });
  expect(schema).toContain('"aborted"');
});
