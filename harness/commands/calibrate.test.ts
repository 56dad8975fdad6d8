import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asset } from "../base/assets.ts";
import { exitCodes } from "../base/errors.ts";
import { drill } from "./testing.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "calibrate-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A run in which one pod after the other took this long, ms, to start. */
function recorded(name: string, starts: readonly number[]): string {
  const run = join(folder, name);
  mkdirSync(run);
  const pod = { type: "podLived", cluster: "eu", node: "n", restarts: 0, pulls: [], scheduled: 0 };
  const lines = starts.map((started, index) => JSON.stringify({ at: 9_000, ...pod, pod: `web-${index}`, started }));
  writeFileSync(join(run, "events.jsonl"), lines.map((line) => `${line}\n`).join(""));
  return run;
}

describe("drill calibrate", () => {
  test("writes a profile, with which the simulated drill then runs", async () => {
    const runs = [recorded("one", [2_900, 3_000]), recorded("two", [3_100])];
    const profile = join(folder, "slow.yaml");
    const { exitCode, out } = await drill(["calibrate", ...runs, "--write", profile]);
    expect(exitCode).toBe(exitCodes.pass);
    expect(out).toMatch(/start +│ 3 +│ 3s +│ 2\.9s to 3\.1s +│ 3s/);
    expect(readFileSync(profile, "utf8")).toContain("# Written by drill calibrate from 2 runs on real clusters.");

    const scenario = asset("scenarios/clean-rollback.yaml");
    const slow = await drill(["run", scenario, "--timings", profile, "--runs", join(folder, "runs")]);
    const usual = await drill(["run", scenario, "--runs", join(folder, "runs")]);
    expect(slow.out.replace(/\s+/g, " ")).toContain(
      `on simulated with the timings of ${profile}, virtual time, seed 1`,
    );
    const recovery = ({ out }: { out: string }) => /^ time to recover +(\S+)/m.exec(out)![1];
    expect(recovery(usual)).toBe("1m6s");
    expect(recovery(slow)).toBe("1m32s");
  });

  test("refuses what tells nothing of real pods", async () => {
    const { exitCode, err } = await drill(["calibrate", recorded("none", [])]);
    expect(exitCode).toBe(exitCodes.usage);
    expect(err).toContain("none tells nothing of how long pods take");
  });

  test("is not for drills on real clusters", async () => {
    const { exitCode, err } = await drill([
      "plan",
      asset("scenarios/clean-rollback.yaml"),
      "--driver",
      "kind",
      "--timings",
      "x",
    ]);
    expect(exitCode).toBe(exitCodes.usage);
    expect(err).toContain("driver kind takes no timing profile");
  });
});
