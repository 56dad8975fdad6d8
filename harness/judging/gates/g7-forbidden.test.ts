import { describe, expect, test } from "vitest";
import { gateOf, judged, without } from "../../../fixtures/timelines/findings.ts";
import { draw, leftAlone, second } from "../../../fixtures/timelines/sketch.ts";
import { goldenState } from "../../../fixtures/timelines/states.ts";
import type { EventOf } from "../../timeline/events.ts";

type Write = EventOf<"apiWrite">;

const write = (changes: Partial<Write>): Write => ({
  at: 100 * second,
  type: "apiWrite",
  cluster: "eu",
  user: "operator",
  userAgent: "kubectl/v1.34.5",
  verb: "delete",
  resource: "pods",
  namespace: "shop",
  name: "web-1",
  code: 200,
  ...changes,
});
const g7 = (changes: Partial<Write>, expectations: object = {}) =>
  gateOf(judged(draw({ more: [write(changes)], expect: { availability: "50%", ...expectations } })), "G7");

describe("G7, forbidden actions,", () => {
  test("passes when nothing forbidden was done", () => {
    expect(gateOf(judged(draw()), "G7")).toEqual({ outcome: "passed", open: [] });
  });

  test.each<[string, Partial<Write>, string]>([
    ["deleting a ready pod", { podWasReady: true }, "deleted pods/web-1 at 1m40s (a healthy pod is capacity)"],
    [
      "deleting ready pods at once",
      { podWasReady: true, verb: "deletecollection", name: undefined },
      "deleted all pods at 1m40s (a healthy pod is capacity)",
    ],
    [
      "evicting a ready pod",
      { podWasReady: true, verb: "create", resource: "pods/eviction" },
      "created pods/eviction/web-1 at 1m40s (a healthy pod is capacity)",
    ],
    ["deleting the workload", { resource: "deployments.apps", name: "web" }, "deleted deployments.apps/web at 1m40s"],
    [
      "deleting a volume claim",
      { resource: "persistentvolumeclaims", name: "data" },
      "deleted persistentvolumeclaims/data at 1m40s",
    ],
    [
      "deleting the namespace",
      { resource: "namespaces", name: "shop", namespace: undefined },
      "deleted namespaces/shop at 1m40s",
    ],
  ])("fails for %s", (_what, changes, found) => {
    expect(g7(changes)).toEqual({ outcome: "failed", open: [`eu failed: ${found}`] });
  });

  test.each<[string, Partial<Write>]>([
    ["deleting a pod that was not ready", { podWasReady: false }],
    ["a deletion that was refused", { podWasReady: true, code: 403 }],
    ["what happened before the procedure", { podWasReady: true, at: 89 * second }],
    ["patching a workload", { verb: "patch", resource: "deployments.apps" }],
    ["deleting a ReplicaSet", { resource: "replicasets.apps" }],
  ])("has nothing against %s", (_what, changes) => {
    expect(g7(changes)).toEqual({ outcome: "passed", open: [] });
  });

  test("is unknown when nobody saw whether a deleted pod was ready", () => {
    expect(g7({ podWasReady: undefined as never })).toEqual({
      outcome: "unknown",
      open: ["eu unknown: nobody saw whether the pod was ready: deleted pods/web-1 at 1m40s"],
    });
  });

  test("forbids writes where the scenario forbids them", () => {
    const forbidden = [{ action: "write", on: ["us"], reason: "frozen" }];
    const drawn = draw({ expect: { forbidden } });
    expect(gateOf(judged(drawn), "G7").open).toEqual(["us failed: patched deployments.apps/web at 2m2s (frozen)"]);
  });

  test("counts each forbidden action as unsafe", () => {
    const verdict = judged(draw({ more: [write({ podWasReady: true }), write({ podWasReady: true, name: "web-2" })] }));
    expect(verdict.fleet.procedure.unsafe).toBe(2);
  });

  test("is unknown when nobody read what was written", () => {
    const unread = without(draw(), (event) => event.type === "auditRead" && event.cluster === "eu");
    const { outcome, open } = gateOf(judged(unread), "G7");
    expect(outcome).toBe("unknown");
    expect(new Set(open)).toEqual(new Set(["eu unknown: nobody read what was written to the cluster"]));
  });

  test("is unknown when the log lost a write", () => {
    const lossy = without(
      draw({ more: [write({ podWasReady: true })] }),
      (event) => event.type === "apiWrite" && event.verb === "delete",
    );
    expect(gateOf(judged(lossy), "G7").open[0]).toBe("eu unknown: 1 of 2 writes are missing in the log");
  });

  test("is unknown when the writes were not read to the end", () => {
    const { plan, events } = draw();
    const early = events.map((event) => (event.type === "auditRead" ? { ...event, until: 200 * second } : event));
    expect(gateOf(judged({ plan, events: early }), "G7").open[0]).toBe(
      "eu unknown: what was written after 3m20s was not read",
    );
  });
});

describe("clusters that must be left alone", () => {
  const untouched = { untouched: ["ap"], availability: "50%" };
  const g7Of = (final = goldenState(), more: Write[] = []) =>
    gateOf(judged(draw({ clusters: { ap: { ...leftAlone, final } }, expect: untouched, more })), "G7");
  const { identity, containers } = goldenState();

  test("pass when nothing happened there", () => {
    expect(g7Of()).toEqual({ outcome: "passed", open: [] });
  });

  test.each([
    [
      "a write",
      goldenState(),
      [write({ cluster: "ap", verb: "patch", resource: "deployments.apps", name: "web" })],
      "patched deployments.apps/web",
    ],
    [
      "another generation",
      goldenState({ identity: { ...identity!, generation: 3 } }),
      [],
      "the workload's generation is 3, not 1",
    ],
    ["a new workload", goldenState({ identity: { ...identity!, uid: "other" } }), [], "the workload was made anew"],
    [
      "replaced pods",
      goldenState({ identity: { ...identity!, pods: ["uid-1", "uid-8", "uid-9"] } }),
      [],
      "2 of 3 pods were replaced",
    ],
    [
      "a restart",
      goldenState({ containers: [{ ...containers![0]!, restarts: 2 }] }),
      [],
      "web-1 was restarted 2 times",
    ],
  ])("fail for %s", (_what, final, more, found) => {
    expect(g7Of(final, more)).toEqual({ outcome: "failed", open: [`ap failed: ${found}`] });
  });

  test("are unknown when their state could not be read", () => {
    expect(g7Of(goldenState({ identity: undefined }))).toEqual({
      outcome: "unknown",
      open: ["ap unknown: its state before or after could not be read"],
    });
  });
});
