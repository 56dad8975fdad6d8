import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { manySeeds, reported } from "../fixtures/timelines/reported.ts";
import { reporters } from "./reporters.ts";
import type { ReportedRun } from "./reporter.ts";

const options = { width: 80, colours: "off" } as const;
const endings = { terminal: "txt", json: "json", junit: "xml", markdown: "md" } as const;
const samples: Readonly<Record<string, readonly ReportedRun[]>> = {
  pass: [reported.pass],
  fail: [reported.fail],
  invalid: [reported.invalid],
  aborted: [reported.aborted],
  "many-seeds": manySeeds,
};

/** `npm run samples` writes them anew; look at the difference before you commit it. */
describe.each(Object.entries(reporters))("the sample of %s", (name, reporter) => {
  // Twenty runs in full would be a sample that nobody reads.
  const shown = Object.entries(samples).filter(
    ([sample]) => sample !== "many-seeds" || name === "terminal" || name === "markdown",
  );

  test.each(shown)("for %s is current", async (sample, runs) => {
    const ending = endings[name as keyof typeof endings];
    await expect(reporter.render(runs, options)).toMatchFileSnapshot(
      join(import.meta.dirname, "samples", `${sample}.${ending}`),
    );
  });
});
