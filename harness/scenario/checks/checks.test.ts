import { describe, expect, test } from "vitest";
import { parseYaml } from "../document/parse.ts";
import { problemLine } from "../document/problem.ts";
import { scenarioSchema } from "../schema/scenario.ts";
import { references } from "../schema/walk.ts";
import { checkAnchors } from "./anchors.ts";
import { checkNames } from "./names.ts";
import { checkOrder } from "./order.ts";
import { checkReferences } from "./references.ts";

const schema = scenarioSchema({ faults: { down: {} }, steps: {} });

function problemsOf(text: string): string[] {
  const { root, problems } = parseYaml({ name: "f", folder: "", text });
  expect(problems).toEqual([]);
  const found = [...references(schema, root)];
  const all = [
    ...checkReferences(root!, found),
    ...checkAnchors(root!, found),
    ...checkOrder(root!),
    ...checkNames(root!),
  ];
  return all.map(problemLine);
}

const clusters = "clusters: { eu: {}, us: {}, ap: {} }\n";
const fault = (name: string, at: string, more = "") => `  - { name: ${name}, kind: down, at: ${at}${more} }\n`;

describe("names of clusters and versions", () => {
  test("are looked for wherever a scenario can name one", () => {
    const text = `${clusters}rollout: { to: [bad, worse], waves: [[eu], [usa]] }
links: [{ between: [operator, e] }]
procedure: { waves: [[eu, x]] }
knownBad: [{ waves: [[y]] }]
expect: { target: { eu: goood, z: good }, untouched: [v], allowedDifferences: [{ on: [w] }], redeploy: { to: nxt } }`;
    expect(problemsOf(text)).toEqual([
      "f:2:22: rollout.to[1]: unknown version worse; expected one of good, bad, next",
      "f:2:45: rollout.waves[1][0]: unknown cluster usa; expected one of eu, us, ap; did you mean us?",
      "f:3:31: links[0].between[1]: unknown end of a link e; expected one of eu, us, ap, operator; did you mean eu?",
      "f:4:27: procedure.waves[0][1]: unknown cluster x; expected one of eu, us, ap",
      "f:5:23: knownBad[0].waves[0][0]: unknown cluster y; expected one of eu, us, ap",
      "f:6:25: expect.target.eu: unknown version goood; expected one of good, bad, next; did you mean good?",
      "f:6:32: expect.target.z: unknown cluster z; expected one of eu, us, ap",
      "f:6:55: expect.untouched[0]: unknown cluster v; expected one of eu, us, ap",
      "f:6:87: expect.allowedDifferences[0].on[0]: unknown cluster w; expected one of eu, us, ap",
      "f:6:110: expect.redeploy.to: unknown version nxt; expected one of good, bad, next; did you mean next?",
    ]);
  });

  test("that a scenario relies on without naming them are asked for", () => {
    expect(problemsOf(`${clusters}application: { versions: { old: v1 } }`)).toEqual([
      "f:2:16: application.versions: no version good; expected good: the version that runs before the release",
      "f:2:16: application.versions: no version bad; expected bad, or rollout.to: the version that is rolled out",
      "f:2:16: application.versions: no version next; expected next: the version deployed when all is over, or expect.redeploy: false",
    ]);
  });

  test("are not asked for where the scenario does without them", () => {
    const text = `${clusters}application: { versions: { good: v1, broken: v2 } }\nrollout: { to: broken }\nexpect: { redeploy: false }`;
    expect(problemsOf(text)).toEqual([]);
  });
});

describe("anchors", () => {
  test("name clusters, faults and steps that are there", () => {
    const text = `${clusters}faults:\n${fault("a", "usa updated 50%")}${fault("b", "c active")}${fault("d", 'procedureStep "drain"')}procedure: { steps: [{ name: drain eu }] }`;
    expect(problemsOf(text)).toEqual([
      "f:3:32: faults[0].at: unknown cluster usa; expected one of eu, us, ap; did you mean us?",
      "f:4:32: faults[1].at: unknown fault c; expected one of a, b, d; did you mean a?",
      "f:5:32: faults[2].at: unknown step drain; expected drain eu",
    ]);
  });

  test.each([
    [
      "a step that the procedure does not get to",
      `faults:\n${fault("a", "procedureStep 3")}procedure: { steps: [{}, {}] }`,
      "f:3:32: faults[0].at: step 3; expected 1 to 2, the procedure's steps",
    ],
    [
      "step 0",
      `faults:\n${fault("a", "procedureStep 0")}procedure: { steps: [{}, {}] }`,
      "f:3:32: faults[0].at: step 0; expected 1 to 2, the procedure's steps",
    ],
    [
      "the end of a fault that has none",
      `faults:\n${fault("a", "detected")}${fault("b", "a healed + 3s")}`,
      "f:4:32: faults[1].at: a healed, but it has no for and lasts until the end; expected a fault with for",
    ],
    [
      "a cluster that the rollout leaves out",
      `rollout: { waves: [[eu]] }\nfaults:\n${fault("a", "us updated 1%")}`,
      "f:4:32: faults[0].at: us, which the rollout never updates; expected a cluster of rollout.waves: eu",
    ],
  ])("never come for %s", (_, text, line) => {
    expect(problemsOf(clusters + text)).toEqual([line]);
  });

  test("may wait for the end of a fault with an end, for a script's steps, and for clusters of a wave", () => {
    const text = `rollout: { waves: [[eu], [us]] }\nfaults:\n${fault("a", "us updated 50%", ", for: 2m")}${fault("b", "a healed")}${fault("c", "procedureStep 9")}procedure: { script: x.sh }`;
    expect(problemsOf(clusters + text)).toEqual([]);
  });

  test.each([
    [
      "two faults that wait for each other",
      `faults:\n${fault("a", "b active")}${fault("b", "a active + 3s")}`,
      "f:3:32: faults[0].at: an event that waits for itself: fault a waits for fault b waits for fault a; expected an event that comes earlier by itself",
    ],
    [
      "a fault that waits for itself",
      `faults:\n${fault("a", "a active")}`,
      "f:3:32: faults[0].at: an event that waits for itself: fault a waits for fault a; expected an event that comes earlier by itself",
    ],
    [
      "a procedure that starts at its own step",
      "procedure: { startsAt: procedureStep 1 }",
      "f:2:24: procedure.startsAt: an event that waits for itself: the procedure waits for the procedure; expected an event that comes earlier by itself",
    ],
    [
      "a procedure that waits for a fault that waits for the procedure",
      `procedure: { startsAt: a active }\nfaults:\n${fault("a", "procedureFinished")}`,
      "f:4:32: faults[0].at: an event that waits for itself: fault a waits for the procedure waits for fault a; expected an event that comes earlier by itself",
    ],
    [
      "a detection that waits for the procedure, which waits for the detection",
      "detection: { at: procedureStarted }",
      "f:2:18: detection.at: an event that waits for itself: detection waits for the procedure waits for detection; expected an event that comes earlier by itself",
    ],
  ])("go round in circles: %s", (_, text, line) => {
    expect(problemsOf(clusters + text)).toEqual([line]);
  });
});

describe("names that are given twice", () => {
  test.each([
    [
      "faults",
      `faults:\n${fault("a", "detected")}${fault("a", "detected")}`,
      "f:4:13: faults[1].name: fault a a second time; expected each fault once",
    ],
    [
      "known-bad procedures",
      "knownBad: [{ name: x }, { name: x }]",
      "f:2:33: knownBad[1].name: known-bad procedure x a second time; expected each known-bad procedure once",
    ],
    [
      "clusters in waves",
      "rollout: { waves: [[eu, us], [eu]] }",
      "f:2:31: rollout.waves[1][0]: cluster eu a second time; expected each cluster once",
    ],
    [
      "links, either way round",
      "links: [{ between: [eu, us] }, { between: [us, eu] }]",
      "f:2:43: links[1].between: link eu - us a second time; expected each link once",
    ],
  ])("%s", (_, text, line) => {
    expect(problemsOf(clusters + text)).toEqual([line]);
  });

  test("contexts, one of them by default", () => {
    expect(problemsOf("clusters: { eu: {}, us: { context: eu } }")).toEqual([
      "f:1:36: clusters.us.context: context eu a second time; expected each context once",
    ]);
  });

  test("a link's ends", () => {
    expect(problemsOf(`${clusters}links: [{ between: [eu, eu] }]`)).toEqual([
      "f:2:20: links[0].between: a link from eu to itself; expected two different ends",
    ]);
  });
});
