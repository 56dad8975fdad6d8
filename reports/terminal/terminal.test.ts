import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { manySeeds, reported } from "../../fixtures/timelines/reported.ts";
import type { ReportedRun } from "../reporter.ts";
import { terminal } from "./terminal.ts";
import { hanging, printable, wrap } from "./wrap.ts";

const plain = { width: 80, colours: "off" } as const;
const all = [reported.pass, reported.fail, reported.invalid, reported.aborted];

describe("the terminal report", () => {
  test.each([80, 100, 200])("keeps within %d columns", (width) => {
    const long = terminal
      .render(all, { width, colours: "off" })
      .split("\n")
      .filter((line) => line.length > width);
    expect(long).toEqual([]);
  });

  test("says the same with colours and without", () => {
    const coloured = terminal.render(all, { width: 80, colours: "on" });
    expect(coloured).toContain("\u001b[");
    expect(stripVTControlCharacters(coloured)).toBe(terminal.render(all, plain));
  });

  test("has no control characters without colours, whatever a script printed", () => {
    const { verdict } = reported.fail;
    const nasty: ReportedRun = {
      ...reported.fail,
      verdict: {
        ...verdict,
        story: [{ at: 0, text: "\u001b[2J\u001b]0;title\u0007gone\r\nwrapped" }],
        reasons: ["\u0000\u001b[31mred"],
      },
    };
    expect(terminal.render([nasty], plain)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });

  test("gives the first reason at the top, and the problems that no gate tells", () => {
    const lines = terminal.render([reported.invalid], plain).split("\n");
    expect(lines[0]).toBe("  INVALID  drawn");
    expect(lines.slice(3, 5).join(" ").replace(/\s+/g, " ").trim()).toBe(
      "• fault evicted was not seen to be active: registry.drill.local/shop/web:v1 is still on eu-1",
    );
  });

  test("sums many runs up and shows the first that did not pass", () => {
    const text = terminal.render(manySeeds, plain);
    expect(text.match(/^ {2}(PASS|FAIL|INVALID) /gm)).toEqual(["  FAIL "]);
    expect(text).toContain(" 20 runs of drawn, undo-by-digest\n");
    expect(text).toContain("passed 18 of 19 (95%:");
    expect(text).toContain("failing seeds: 7\n");
    expect(text).toContain("invalid seeds: 13\n");
  });
});

describe("wrapping", () => {
  test("breaks at spaces, and within words that are too long", () => {
    expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
    expect(wrap("abcdefghij k", 4)).toEqual(["abcd", "efgh", "ij k"]);
    expect(wrap("", 4)).toEqual([""]);
  });

  test("hangs below its first word", () => {
    expect(hanging(" • ", "aaa bbb ccc ddd eee fff ggg", 23)).toBe(" • aaa bbb ccc ddd eee\n   fff ggg");
  });

  test("makes one line of a text", () => {
    expect(printable("a\tb\r\nc \u001b[31mred\u001b[0m\u0007")).toBe("a b c red");
  });
});
