import { describe, expect, test } from "vitest";
import { gateOf, judged, without } from "../../../fixtures/timelines/findings.ts";
import { draw, versions } from "../../../fixtures/timelines/sketch.ts";
import { configMap, deployment, goldenState } from "../../../fixtures/timelines/states.ts";
import type { StateSnapshot } from "../../probes/state.ts";

const good = goldenState();
const endingIn = (final: StateSnapshot, expectations: object = {}) =>
  draw({ clusters: { ap: { final } }, expect: { availability: "50%", ...expectations } });
const g3 = (final: StateSnapshot, expectations: object = {}) => gateOf(judged(endingIn(final, expectations)), "G3");
const apart = "fleet failed: states: eu A, us A, ap B";

describe("G3, the target state,", () => {
  test("passes when every cluster is as it was", () => {
    expect(g3(good)).toEqual({ outcome: "passed", open: [] });
  });

  test("fails for a workload that is not as it was, field by field (D1)", () => {
    const changed = goldenState({
      objects: [deployment("registry.drill.local/shop/web:v2", { replicas: 2 }), ...good.objects!.slice(1)],
    });
    expect(g3(changed)).toEqual({
      outcome: "failed",
      open: [
        "ap failed: deployments.apps/web: spec.replicas is 2, not 3; " +
          "deployments.apps/web: spec.template.spec.containers[app].image is registry.drill.local/shop/web:v2, not registry.drill.local/shop/web:v1",
        apart,
      ],
    });
  });

  test.each(["registry.drill.local/shop/web:v1@", "registry.drill.local/shop/web@"])(
    "takes %sDIGEST for the same image, for it is pinned and the same",
    (prefix) => {
      const pinned = goldenState({ objects: [deployment(prefix + versions.good.digest), ...good.objects!.slice(1)] });
      expect(g3(pinned)).toEqual({ outcome: "passed", open: [] });
    },
  );

  test("does not take the mirror of somebody else for the registry", () => {
    const foreign = goldenState({ objects: [deployment("mirror.example/shop/web:v1"), ...good.objects!.slice(1)] });
    expect(g3(foreign).outcome).toBe("failed");
  });

  test("fails for configuration that the API holds otherwise (D2)", () => {
    const drifted = goldenState({
      objects: [good.objects![0]!, configMap({ mode: "bad", extra: "1" }), good.objects![2]!],
    });
    expect(g3(drifted)).toEqual({
      outcome: "failed",
      open: [
        "ap failed: configmaps/web-config: data.mode is bad, not live; configmaps/web-config: data.extra is 1, not absent",
        apart,
      ],
    });
  });

  test("fails for configuration that only a process still has (D2)", () => {
    const [first, ...rest] = good.processes!;
    const stale = goldenState({ processes: [{ ...first!, hash: "sha256:2222" }, ...rest] });
    expect(g3(stale).open[0]).toBe(
      "ap failed: processes: configuration hash is sha256:2222 in 1 of 3 processes, not sha256:1111",
    );
  });

  test("fails for other bits under the same tag (D3)", () => {
    const [first, ...rest] = good.containers!;
    const other = goldenState({ containers: [{ ...first!, digest: versions.bad.digest }, ...rest] });
    expect(g3(other).open[0]).toBe(
      "ap failed: running image: digest is sha256:bbbbbbbbbbbb… in 1 of 3 pods, not sha256:aaaaaaaaaaaa…",
    );
  });

  test("fails when nothing runs, not even the wrong image (D3)", () => {
    expect(g3(goldenState({ containers: [] })).open[0]).toBe(
      "ap failed: running image: digest is nothing runs, not sha256:aaaaaaaaaaaa…",
    );
  });

  test("fails for missing capacity (D4)", () => {
    const low = goldenState({
      capacity: { desired: 2, ready: 1, updated: 2, available: 1, total: 3, observed: false },
    });
    expect(g3(low).open[0]).toBe(
      "ap failed: replicas: desired is 2, not at least 3; replicas: ready is 1, not 2; replicas: of other revisions is 1, not 0; replicas: observed is an older one, not the latest generation",
    );
  });

  test("has nothing against more capacity than before", () => {
    expect(
      g3(goldenState({ capacity: { desired: 5, ready: 5, updated: 5, available: 5, total: 5, observed: true } }))
        .outcome,
    ).toBe("passed");
  });

  test("fails for a cluster that was not given its traffic back (D5)", () => {
    expect(g3(goldenState({ weight: 0 })).open).toEqual(["ap failed: router: weight is 0, not 100", apart]);
  });

  test.each<[keyof StateSnapshot, string]>([
    ["objects", "ap unknown: objects could not be read at the end: api: gone"],
    ["processes", "ap unknown: processes could not be read at the end: api: gone"],
    ["containers", "ap unknown: containers could not be read at the end: api: gone"],
    ["capacity", "ap unknown: capacity could not be read at the end: api: gone"],
    ["weight", "ap unknown: weight could not be read at the end: api: gone"],
  ])("is unknown when %s could not be read", (part, open) => {
    const found = g3(goldenState({ [part]: undefined, unreadable: ["api: gone"] }));
    expect(found.outcome).toBe("unknown");
    expect(found.open).toContain(open);
    expect(found.open.at(-1)).toBe("fleet unknown: states: eu A, us A, ap ?");
  });

  test.each(["golden", "final"] as const)("is unknown without the %s state", (moment) => {
    const blind = without(
      draw(),
      (event) => event.type === "stateTaken" && event.moment === moment && event.cluster === "us",
    );
    expect(gateOf(judged(blind), "G3").outcome).toBe("unknown");
  });

  test("is unknown when nobody knows what should run", () => {
    const blind = without(draw(), (event) => event.type === "versionsResolved");
    const { outcome, open } = gateOf(judged(blind), "G3");
    expect(outcome).toBe("unknown");
    expect(open.slice(0, 2)).toEqual([
      "eu unknown: the image of the target version is not known",
      "eu unknown: the digest of the target version is not known",
    ]);
  });

  test("fails when the rollout was still under way in the end, whatever it had come to by then", () => {
    const stoppedBy = (by: "procedure" | "drill", at: number) =>
      gateOf(judged(draw({ more: [{ at, type: "rolloutStopped", by }] })), "G3");
    const passed = { outcome: "passed", open: [] };
    expect(stoppedBy("drill", 259_999)).toEqual(passed);
    expect(stoppedBy("procedure", 260_000)).toEqual(passed);
    const open = ["fleet failed: it was still under way when the drill stopped watching"];
    expect(stoppedBy("drill", 260_000)).toEqual({ outcome: "failed", open });
  });

  test("names the clusters that a rollout under way had not come to", () => {
    const ahead = draw({
      clusters: { us: { releasedAt: undefined }, ap: { releasedAt: undefined } },
      more: [{ at: 260_000, type: "rolloutStopped", by: "drill" }],
    });
    expect(gateOf(judged(ahead), "G3").open).toContain(
      "fleet failed: it was still under way when the drill stopped watching, with us, ap ahead of it",
    );
  });

  test("fails where a difference is plain, although other parts could not be read", () => {
    expect(g3(goldenState({ weight: 0, processes: undefined })).outcome).toBe("failed");
  });
});

describe("allowed differences", () => {
  const scaled = goldenState({ objects: [deployment(good.image!, { replicas: 4 }), ...good.objects!.slice(1)] });
  const allow = (rule: object) =>
    g3(scaled, { allowedDifferences: [{ dimension: "D1", reason: "autoscaled", ...rule }] }).outcome;

  test("do not count, and do not make a cluster different from its peers", () => {
    const verdict = judged(
      endingIn(scaled, {
        allowedDifferences: [{ dimension: "D1", path: "deployments.apps/*: spec.replicas", reason: "autoscaled" }],
      }),
    );
    expect(verdict.verdict).toBe("pass");
    const ap = verdict.clusters.find(({ cluster }) => cluster === "ap")!;
    expect(ap.dimensions.D1).toBe("allowed");
    expect(ap.equivalenceClass).toBe("A");
    expect(ap.differences).toEqual([
      {
        dimension: "D1",
        path: "deployments.apps/web: spec.replicas",
        expected: "3",
        found: "4",
        allowed: "autoscaled",
      },
    ]);
  });

  test.each([
    ["the very path", { path: "deployments.apps/web: spec.replicas" }, "passed"],
    ["a star for any text", { path: "*replicas" }, "passed"],
    ["the cluster by name", { path: "*", on: ["ap"] }, "passed"],
    ["another cluster", { path: "*", on: ["eu"] }, "failed"],
    ["another dimension", { path: "*", dimension: "D2" }, "failed"],
    ["a part of the path", { path: "spec.replicas" }, "failed"],
    ["a dot that would be any character", { path: "deployments?apps/web: spec.replicas" }, "failed"],
  ])("match %s", (_what, rule, outcome) => {
    expect(allow(rule)).toBe(outcome);
  });
});

describe("targets per cluster", () => {
  test("hold each cluster to its own version, and compare only those that share one", () => {
    const rolledForward = goldenState({
      objects: [deployment(versions.next.image), ...good.objects!.slice(1)],
      containers: good.containers!.map((container) => ({ ...container, digest: versions.next.digest })),
    });
    expect(g3(rolledForward, { target: { ap: "next" } })).toEqual({ outcome: "passed", open: [] });
    expect(g3(good, { target: { ap: "next" } }).open).toEqual([
      "ap failed: deployments.apps/web: spec.template.spec.containers[app].image is registry.drill.local/shop/web:v1, not registry.drill.local/shop/web:v3",
      "ap failed: running image: digest is sha256:aaaaaaaaaaaa… in 3 of 3 pods, not sha256:cccccccccccc…",
    ]);
  });
});
