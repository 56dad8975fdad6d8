import { describe, expect, test } from "vitest";
import { manySeeds, reported } from "../fixtures/timelines/reported.ts";
import { markdown } from "./markdown.ts";
import type { ReportedRun } from "./reporter.ts";

const options = { width: 80, colours: "off" } as const;

describe("the Markdown report", () => {
  test("has a row per run at the top", () => {
    const rows = markdown.render([reported.pass, reported.fail], options).split("\n").slice(2, 6);
    expect(rows).toEqual([
      "| verdict | scenario | procedure | seed | time to recover | availability | score |",
      "| --- | --- | --- | --- | --- | --- | --- |",
      "| ✅ pass | drawn | undo-by-digest | 1 | 2m35s | 82.7% | 92.5 |",
      expect.stringMatching(/^\| ❌ fail \| drawn \| undo-by-digest \| 1 \| &gt; 8m35s \|/),
    ]);
  });

  test("puts runs that did not pass first", () => {
    const titles = markdown.render([reported.pass, reported.invalid, reported.fail], options).match(/^## .*$/gm);
    expect(titles).toEqual(["## ❌ fail: drawn", "## ⚠️ invalid: drawn", "## ✅ pass: drawn"]);
  });

  test("fits a GitHub step summary however many runs there are, and says what it left out", () => {
    const runs = Array.from({ length: 100 }, () => manySeeds).flat();
    const text = markdown.render(runs, options);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    const [, left] = /_(\d+) more runs are left out here/.exec(text)!;
    expect(Number(left) + text.match(/^## /gm)!.length).toBe(2_000);
  });

  test("turns nothing that a cluster said into markup", () => {
    const { verdict } = reported.fail;
    const nasty = "<script>alert(1)</script> | `x` [a](b) **c**\n# d";
    const run: ReportedRun = {
      ...reported.fail,
      verdict: { ...verdict, reasons: [nasty], story: [{ at: 0, text: nasty }] },
    };
    const text = markdown.render([run], options);
    expect(text).not.toContain("<script>");
    expect(text).toContain("- &lt;script&gt;alert(1)&lt;/script&gt; \\| \\`x\\` \\[a\\](b) \\*\\*c\\*\\* \\# d");
  });
});
