import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../kubernetes.ts";
import { chaosObject, hindranceOf, whyNotInjected } from "./network-chaos.ts";

const usual = { latency: 40, jitter: 5, cut: false };
const pod = { name: "n", namespace: "drill-1", runId: "1", pod: "web-a", far: "us", targets: ["10.0.0.1"] } as const;

describe("what faults add to a link", () => {
  test("is nothing while it is as the scenario has it, and the difference when it is slower", () => {
    expect(hindranceOf(usual, usual)).toBeUndefined();
    expect(hindranceOf({ ...usual, latency: 340, jitter: 25 }, usual)).toEqual({
      kind: "delay",
      latency: 300,
      jitter: 20,
    });
    expect(hindranceOf({ ...usual, latency: 340, cut: true }, usual)).toEqual({ kind: "cut" });
  });
});

describe("the object for a pod", () => {
  test("names that pod alone, and what it sends to the far end's addresses", () => {
    const { metadata, spec } = chaosObject({ ...pod, hindrance: { kind: "delay", latency: 300, jitter: 0 } });
    expect(metadata.labels).toEqual({ "rollback-drill.run": "1", "rollback-drill.link": "us" });
    expect(spec).toEqual({
      action: "delay",
      mode: "all",
      selector: { namespaces: ["drill-1"], pods: { "drill-1": ["web-a"] } },
      direction: "to",
      externalTargets: ["10.0.0.1"],
      delay: { latency: "300ms", jitter: "0ms", correlation: "0" },
    });
  });

  test("of a cut link is a partition, with nothing to delay", () => {
    const { spec } = chaosObject({ ...pod, hindrance: { kind: "cut" } });
    expect([spec.action, spec.direction, spec.delay]).toEqual(["partition", "to", undefined]);
  });
});

describe("a pod counts as hindered", () => {
  const said = (status: object | undefined): KubernetesObject => ({
    ...chaosObject({ ...pod, hindrance: { kind: "cut" } }),
    status,
  });
  const conditions = (injected: string, selected = "True", paused = "False") => [
    { type: "Selected", status: selected },
    { type: "AllInjected", status: injected },
    { type: "Paused", status: paused },
  ];
  const records = (phase: string, events: readonly object[] = []) => ({
    containerRecords: [{ id: "drill-1/web-a", selectorKey: ".", phase, events }],
  });

  test("when Chaos Mesh says so of the pod and of the whole", () => {
    const status = { conditions: conditions("True"), experiment: records("Injected") };
    expect(whyNotInjected(said(status), "web-a")).toBeUndefined();
  });

  test.each([
    [undefined, "nobody has written its status: is Chaos Mesh's controller manager running?"],
    // All of nothing is injected.
    [{ conditions: conditions("True", "False"), experiment: {} }, "Chaos Mesh has not selected the pod"],
    [{ conditions: conditions("True"), experiment: { containerRecords: [] } }, "Chaos Mesh has not selected the pod"],
    [{ conditions: conditions("True", "True", "True"), experiment: records("Injected") }, "Chaos Mesh has paused it"],
    [{ conditions: conditions("False"), experiment: records("Injected") }, "Chaos Mesh says Injected"],
    [
      {
        conditions: conditions("False"),
        experiment: records("Not Injected", [{ type: "Failed", message: "no netem" }]),
      },
      "Chaos Mesh says Not Injected: no netem",
    ],
  ])("and not otherwise: %j", (status, why) => {
    expect(whyNotInjected(said(status), "web-a")).toBe(why);
  });
});
