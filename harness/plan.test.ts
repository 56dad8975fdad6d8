import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { schemaParts } from "./catalogues.ts";
import type { Ability } from "./clusters/driver.ts";
import { makePlan, refuseUnmetNeeds, type PlanRequest } from "./plan.ts";
import { readScenario } from "./scenario/load.ts";

const everything: ReadonlySet<Ability> = new Set<Ability>([
  "virtual-time",
  "registry-faults",
  "mirror",
  "image-cache",
  "node-power",
  "link-shaping",
  "api-cut",
  "region-links",
  "traffic-weights",
  "audit",
]);

const steps: PlanRequest["procedure"] = {
  kind: "steps",
  name: "undo",
  tools: [],
  clock: "virtual",
  needs: [],
  steps: ["undo"],
};

function request(more: string, change: Partial<PlanRequest> = {}): PlanRequest {
  const text = `name: a\nsummary: s\nclusters: { eu: {}, us: {}, ap: {} }\nprocedure: { steps: [{ rolloutUndo: {} }] }\n${more}`;
  const { scenario } = readScenario("s.yaml", text, { parts: schemaParts });
  const driver = { name: "simulated", abilities: everything };
  return {
    scenario,
    file: join(import.meta.dirname, "../scenarios/x.yaml"),
    driver,
    procedure: steps,
    seed: 1,
    speed: 1,
    ...change,
  };
}

const plan = (more: string, change?: Partial<PlanRequest>) => makePlan(request(more, change));

describe("a plan", () => {
  test("runs on virtual time when nothing outside takes part and the driver can do it", () => {
    expect(plan("", { speed: 10 })).toMatchObject({ clock: "virtual", speed: 1, hold: 60_000, sampleInterval: 1_000 });
  });

  test.each<[string, Partial<PlanRequest>]>([
    ["a program takes part", { procedure: { ...steps, kind: "script", clock: "real" } }],
    ["it is asked for", { clock: "real" }],
  ])("runs on real time when %s", (_, change) => {
    expect(plan("", { speed: 10, ...change })).toMatchObject({
      clock: "real",
      speed: 10,
      hold: 13_000,
      sampleInterval: 1_000,
    });
  });

  test("runs on real time as it is, and looks as often as the driver bears, when the driver has no virtual time", () => {
    const driver = { name: "kind", abilities: new Set<Ability>(), sampleInterval: 2_000 };
    expect(plan("", { driver })).toMatchObject({ clock: "real", speed: 1, hold: 13_000, sampleInterval: 2_000 });
    expect(() => plan("", { driver, speed: 10 })).toThrow("driver kind cannot run 10 times as fast");
  });

  test("holds as long as the scenario says", () => {
    expect(plan("expect: { hold: 2m }").hold).toBe(120_000);
  });

  test("has a target for every cluster, good where the scenario names none", () => {
    expect(plan("").targets).toEqual({ eu: "good", us: "good", ap: "good" });
    expect(plan("expect: { target: { us: next } }").targets).toEqual({ eu: "good", us: "next", ap: "good" });
  });

  test("reaches all clusters in one wave unless the scenario has waves", () => {
    expect(plan("").waves).toEqual([["eu", "us", "ap"]]);
    expect(plan("rollout: { waves: [[eu], [us]] }").waves).toEqual([["eu"], ["us"]]);
  });

  test("needs what faults, links, mirror and procedure need", () => {
    const more = `links: [{ between: [eu, us] }]
registry: { mirror: m.example }
faults: [{ name: gone, kind: image-evicted, image: good }, { name: dark, kind: node-down }]`;
    expect(plan(more, { procedure: { ...steps, needs: ["traffic-weights"] } }).needs).toEqual([
      { ability: "region-links", why: "links with a latency of their own" },
      { ability: "mirror", why: "registry.mirror" },
      { ability: "image-cache", why: "fault gone (image-evicted)" },
      { ability: "node-power", why: "fault dark (node-down)" },
      { ability: "traffic-weights", why: "procedure undo" },
    ]);
  });

  test("names the programs of procedure and manifests once", () => {
    expect(plan("", { procedure: { ...steps, tools: ["kubectl", "jq", "kubectl"] } }).tools).toEqual(["jq", "kubectl"]);
  });

  test("is plain data", () => {
    const made = plan("faults: [{ name: gone, kind: image-evicted, image: good, at: detected + 2s }]");
    expect(JSON.parse(JSON.stringify(made))).toEqual(JSON.parse(JSON.stringify({ ...made })));
    expect(made.format).toBe(1);
  });
});

describe("a driver that cannot do it", () => {
  test("is refused with every need by name", () => {
    const made = plan("faults: [{ name: gone, kind: image-evicted, image: good }, { name: dark, kind: node-down }]");
    const driver = { name: "existing", abilities: new Set<Ability>(["node-power"]) };
    expect(() => refuseUnmetNeeds(made, driver)).toThrow(
      "driver existing cannot do what a needs:\n  image-cache, for fault gone (image-evicted)",
    );
    expect(() => refuseUnmetNeeds(made, { name: "existing", abilities: new Set() })).toThrow(
      "driver existing cannot do what a needs:\n  image-cache, for fault gone (image-evicted)\n  node-power, for fault dark (node-down)",
    );
  });
});

describe("the order of events", () => {
  test("follows the anchors, also where one fault waits for another", () => {
    const more = `faults:
  - { name: late, kind: node-down, at: procedureStarted + 2s, for: 1m }
  - { name: third, kind: node-down, on: [us], at: second active }
  - { name: second, kind: node-down, at: us updated 50% }`;
    const { order } = plan(more);
    expect(order.map(({ when, what }) => `${when}: ${what}`)).toEqual([
      "first: eu, us, ap run good and are steady",
      "baselineProven: bad reaches eu + us + ap",
      "us updated 50%: fault second (node-down) strikes all clusters, until the end",
      "second active: fault third (node-down) strikes us, until the end",
      "when its rules fire: the bad release is detected: 5% bad requests in 30s, or a rollout stuck for 1m; within 10m",
      "detected: procedure undo starts, for at most 15m",
      "procedureStarted + 2s: fault late (node-down) strikes all clusters, for 1m",
      "procedureFinished: everything settles, within 5m",
      "settled: next is deployed, within 10m",
    ]);
  });

  test("names waves one after the other, and leaves out a re-deploy that is not wanted", () => {
    const { order } = plan("rollout: { to: [bad, next], waves: [[eu, us], [ap]] }\nexpect: { redeploy: false }");
    expect(order[1]).toEqual({ when: "baselineProven", what: "bad, then next reaches eu + us, then ap" });
    expect(order.at(-1)).toEqual({ when: "procedureFinished", what: "everything settles, within 5m" });
  });
});

describe("an anchor on a runbook's step", () => {
  const runbook: Partial<PlanRequest> = {
    procedure: { ...steps, kind: "runbook", name: "undo.md", steps: ["Look", "Undo"] },
  };
  const fault = (at: string) => `faults: [{ name: f, kind: node-down, at: '${at}' }]`;

  test.each(["procedureStep 2", 'procedureStep "Undo"'])("%s is found by number or by title", (at) => {
    const made = makePlan({ ...request(""), ...runbook, scenario: withFault(at) });
    expect(made.procedure.steps).toEqual(["Look", "Undo"]);
  });

  test("that the runbook does not have is refused with those that it has", () => {
    expect(() => makePlan({ ...request(""), ...runbook, scenario: withFault("procedureStep 3") })).toThrow(
      '"procedureStep 3" never happens: undo.md has no such step; its steps: 1 "Look", 2 "Undo"',
    );
  });

  function withFault(at: string) {
    const text = `name: a\nsummary: s\nclusters: { eu: {} }\nprocedure: { runbook: undo.md }\n${fault(at)}`;
    return readScenario("s.yaml", text, { parts: schemaParts }).scenario;
  }
});
