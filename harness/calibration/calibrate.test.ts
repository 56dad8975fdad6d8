import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readTimingProfile } from "../clusters/simulated/timing-profile.ts";
import { defaultTimings } from "../clusters/simulated/timings.ts";
import { calibrate } from "./calibrate.ts";
import { profileText } from "./profile-text.ts";
import { prepareStages } from "./simulate.ts";
import type { Stages } from "./stages.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "calibrate-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const none: Stages = { start: [], pull: [], ready: [], stop: [], removal: [] };

test("timings are found again from what simulated clusters that follow them show", async () => {
  const machine = {
    ...defaultTimings,
    sandboxCreation: 900,
    containerStart: [500, 1_500] as const,
    processExit: 400,
    podCleanup: 300,
    pullOverhead: 100,
    pullBandwidth: 400_000_000,
  };
  const simulate = await prepareStages();
  const { stages } = await calibrate(await simulate(machine));
  expect(stages.map(({ stage }) => stage)).toEqual(["start", "pull", "ready", "stop", "removal"]);
  for (const { stage, real, simulated } of stages)
    if (stage !== "ready")
      expect(Math.abs(simulated.median - real.median), `${stage}: ${simulated.median} for ${real.median}`).toBeLessThan(
        0.1 * real.median,
      );
});

test("a stage that nobody has seen keeps its timings", async () => {
  const { timings, stages } = await calibrate({ ...none, removal: [100, 200, 300] });
  expect(timings).toEqual({ ...defaultTimings, podCleanup: 200 });
  expect(stages.map(({ stage, real, simulated }) => [stage, real.median, simulated.median])).toEqual([
    ["removal", 200, 200],
  ]);
});

test("a profile that was written is read as the same timings", () => {
  const machine = { ...defaultTimings, containerStart: [10, 20] as const, podCleanup: 0, pullBandwidth: 1_234_000 };
  const path = join(folder, "profile.yaml");
  writeFileSync(path, profileText(machine, "2 runs"));
  expect(readTimingProfile(path)).toEqual(machine);
});

test("what a profile cannot name is refused with its place and the nearest name", () => {
  const path = join(folder, "profile.yaml");
  writeFileSync(path, "timings:\n  podCleanUp: 1s\n  processExit: soon\n");
  expect(() => readTimingProfile(path)).toThrow(
    /profile\.yaml:2:3: timings: unknown key podCleanUp.*did you mean podCleanup\?/,
  );
  expect(() => readTimingProfile(path)).toThrow(/profile\.yaml:3:16: timings\.processExit: "soon"/);
  expect(() => readTimingProfile(join(folder, "none.yaml"))).toThrow("there is no such file");
});
