import { describe, expect, test } from "vitest";
import { gateOf, judged, without } from "../../../fixtures/timelines/findings.ts";
import { draw } from "../../../fixtures/timelines/sketch.ts";
import { configMap, goldenState } from "../../../fixtures/timelines/states.ts";
import type { StateSnapshot } from "../../probes/state.ts";

const good = goldenState();
const g4 = (final: StateSnapshot) => gateOf(judged(draw({ clusters: { eu: { final } } })), "G4");

describe("G4, nothing left behind,", () => {
  test("passes for clean clusters that take the next release", () => {
    expect(gateOf(judged(draw()), "G4")).toEqual({ outcome: "passed", open: [] });
  });

  test("fails for objects that are missing, left behind or stuck (D8)", () => {
    const messy = goldenState({
      objects: [good.objects![0]!, good.objects![1]!, configMap({}, "left-over")],
      terminating: ["pods/web-1"],
    });
    expect(g4(messy).open).toEqual([
      "eu failed: services/web is missing, not present; configmaps/left-over is left behind, not absent; pods/web-1 is stuck terminating, not gone",
    ]);
  });

  test("fails for a rollout that was paused and not resumed (D9)", () => {
    expect(g4(goldenState({ residue: ["deployment web is paused"] }))).toEqual({
      outcome: "failed",
      open: ["eu failed: residue is deployment web is paused, not none"],
    });
  });

  test("fails for guard rails that were changed and not changed back (D9)", () => {
    const quota = (pods: string) => ({
      resource: "resourcequotas",
      namespace: "shop",
      name: "limit",
      content: { spec: { hard: { pods } } },
    });
    const { plan, events } = draw({
      clusters: { eu: { final: goldenState({ objects: [...good.objects!, quota("100")] }) } },
    });
    const guarded = events.map((event) =>
      event.type === "stateTaken" && event.moment === "golden"
        ? { ...event, state: goldenState({ objects: [...good.objects!, quota("3")] }) }
        : event,
    );
    expect(gateOf(judged({ plan, events: guarded }), "G4").open).toContain(
      "eu failed: resourcequotas/limit: spec.hard.pods is 100, not 3",
    );
  });

  test.each<keyof StateSnapshot>(["objects", "terminating", "residue"])(
    "is unknown when %s could not be read",
    (part) => {
      expect(g4(goldenState({ [part]: undefined })).outcome).toBe("unknown");
    },
  );

  test("fails when a cluster does not take the next release", () => {
    expect(gateOf(judged(draw({ clusters: { us: { redeploy: "failed" } } })), "G4")).toEqual({
      outcome: "failed",
      open: ["us failed: 1 of 3 updated"],
    });
  });

  test("fails when the next release takes longer than it may", () => {
    expect(gateOf(judged(draw({ expect: { redeploy: { within: "19s" } } })), "G4").open).toEqual([
      "eu failed: it took 20s",
      "us failed: it took 20s",
      "ap failed: it took 20s",
    ]);
  });

  test("is unknown when the re-deploy ended unknown, or was not recorded", () => {
    expect(gateOf(judged(draw({ clusters: { us: { redeploy: "unknown" } } })), "G4").open).toEqual([
      "us unknown: 1 of 3 updated",
    ]);
    const unrecorded = without(draw(), (event) => event.type === "redeployFinished" && event.cluster === "eu");
    expect(gateOf(judged(unrecorded), "G4")).toEqual({
      outcome: "unknown",
      open: ["eu unknown: no re-deploy was recorded"],
    });
  });

  test("asks for no re-deploy where the scenario leaves it out", () => {
    const silent = without(draw({ expect: { availability: "50%", redeploy: false } }), ({ type }) =>
      type.startsWith("redeploy"),
    );
    expect(judged(silent).verdict).toBe("pass");
  });
});
