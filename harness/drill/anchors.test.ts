import { expect, test } from "vitest";
import { VirtualClock } from "../base/virtual-clock.ts";
import { parseAnchor } from "../scenario/anchor.ts";
import { Anchors } from "./anchors.ts";

const { signal } = new AbortController();

async function reachedAt(text: string, act: (anchors: Anchors, clock: VirtualClock) => void): Promise<number> {
  const clock = new VirtualClock();
  const anchors = new Anchors(clock, "hotfix");
  return clock.run(async () => {
    clock.schedule(1_000, () => act(anchors, clock));
    clock.schedule(60_000, () => undefined);
    await anchors.reached(parseAnchor(text), signal);
    return clock.now();
  });
}

test("an anchor is reached when its event comes, plus its delay", async () => {
  const at = await reachedAt("detected + 30s", (anchors) =>
    anchors.note({ at: 1_000, type: "detected", rule: "r", detail: "" }),
  );
  expect(at).toBe(31_000);
});

test("an event that came before it was asked for counts", async () => {
  const clock = new VirtualClock();
  const anchors = new Anchors(clock, "bad");
  anchors.note({ at: 0, type: "baselineProven" });
  await clock.run(() => anchors.reached(parseAnchor("5s"), signal));
  expect(clock.now()).toBe(5_000);
});

test("a share of updated replicas is reached from below and may be passed over", async () => {
  const at = await reachedAt("us updated 50%", (anchors, clock) => {
    anchors.progress("us", 0.33);
    anchors.progress("eu", 1);
    clock.schedule(500, () => anchors.progress("us", 0.67));
  });
  expect(at).toBe(1_500);
});

test("only the last of several releases finishes the rollout", async () => {
  const at = await reachedAt("rolloutFinished", (anchors, clock) => {
    anchors.note({ at: 1_000, type: "rolloutFinished", to: "broken" });
    clock.schedule(9_000, () => anchors.note({ at: 10_000, type: "rolloutFinished", to: "hotfix" }));
  });
  expect(at).toBe(10_000);
});

test("steps are known by number and by name", async () => {
  const started = { at: 0, type: "procedureStepStarted", step: 3, title: "drain eu" } as const;
  expect(await reachedAt("procedureStep 3", (anchors) => anchors.note(started))).toBe(1_000);
  expect(await reachedAt('procedureStep "drain eu" + 1s', (anchors) => anchors.note(started))).toBe(2_000);
});
