import { describe, expect, test } from "vitest";
import { fc } from "../harness/base/testing/properties.ts";
import { reported } from "../fixtures/timelines/reported.ts";
import { junit } from "./junit.ts";
import type { ReportedRun } from "./reporter.ts";
import { parseXml, type XmlNode } from "../fixtures/xml.ts";

const render = (...runs: ReportedRun[]) => parseXml(junit.render(runs, { width: 80, colours: "off" }));
const casesOf = (root: XmlNode) => root.children[0]!.children.filter(({ name }) => name === "testcase");
const brokenOf = (root: XmlNode) =>
  casesOf(root).flatMap(({ attributes, children }) =>
    children.map(({ name, attributes: { message } }) => `${name} ${attributes["name"]}: ${message}`),
  );

describe("the JUnit report", () => {
  test("has one case per assertion and cluster, and one for the drill itself", () => {
    const assertions = reported.pass.verdict.gates.flatMap((gate) => gate.assertions);
    const names = casesOf(render(reported.pass)).map(({ attributes }) => attributes["name"]);
    expect(names).toEqual(["the drill is to be trusted", ...assertions.map(({ gate, title }) => `${gate} ${title}`)]);
    expect(new Set(names).size).toBe(names.length);
    expect(brokenOf(render(reported.pass))).toEqual([]);
  });

  test("makes a failed gate a failure", () => {
    const broken = brokenOf(render(reported.fail));
    expect(broken).toContain("failure G4 ap takes the next release within 10m: 1 of 3 updated");
    expect(broken.every((line) => line.startsWith("failure "))).toBe(true);
  });

  test("makes an invalid and an aborted run an error, although no gate failed", () => {
    expect(brokenOf(render(reported.invalid))).toEqual([
      "error the drill is to be trusted: fault evicted was not seen to be active: registry.drill.local/shop/web:v1 is still on eu-1",
    ]);
    expect(brokenOf(render(reported.aborted))).toEqual(["error the drill is to be trusted: aborted: Ctrl-C"]);
  });

  test("makes an unknown gate an error", () => {
    const { verdict } = reported.pass;
    const [g1, ...gates] = verdict.gates;
    const open = {
      ...g1!,
      outcome: "unknown" as const,
      assertions: [{ ...g1!.assertions[0]!, outcome: "unknown" as const, detail: "no samples" }],
    };
    const broken = brokenOf(render({ ...reported.pass, verdict: { ...verdict, gates: [open, ...gates] } }));
    expect(broken[0]).toMatch(/^error G1 eu recovered .*: no samples$/);
  });

  test("counts what it holds", () => {
    const { attributes, children } = render(reported.pass, reported.fail, reported.invalid);
    const totals = ["tests", "failures", "errors"].map((key) => Number(attributes[key]));
    const sums = ["tests", "failures", "errors"].map((key) =>
      children.reduce((sum, suite) => sum + Number(suite.attributes[key]), 0),
    );
    expect(totals).toEqual(sums);
    const [, failed] = children;
    expect(Number(failed!.attributes["failures"])).toBe(
      casesOf({ ...render(reported.fail) }).filter((one) => one.children.some(({ name }) => name === "failure")).length,
    );
  });

  test("is well-formed, and reads back what was written, whatever a cluster said", () => {
    const anyText = fc.string({
      unit: fc.oneof(
        fc.constantFrom("<", "&", "]]>", '"', "\u0000", "\u001b", "\ud800", "\ufffe", "\n", "\t", "\r", "😀", "--"),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(anyText, (text) => {
        const { verdict } = reported.invalid;
        const root = render({ ...reported.invalid, file: text, verdict: { ...verdict, reasons: [text] } });
        const held = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
        expect(casesOf(root)[0]!.children[0]).toMatchObject({
          name: "error",
          attributes: { message: held },
          text: held,
        });
      }),
    );
  });
});
