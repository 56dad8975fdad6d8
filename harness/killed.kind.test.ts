import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { partImages } from "./clusters/kind/images.ts";
import { missingForKind } from "./clusters/kind/docker/missing.ts";
import { fileNames } from "./runs/run-folder.ts";
import { DrillProcess, drill, remaining, tracesOf, volumesOf } from "./runs/testing/drill-process.ts";
import { type Point, points, scenarioThatPasses, scenarioThrough } from "./runs/testing/points.ts";
import { Strangers } from "./runs/testing/strangers.ts";

/** Those that are worth their time on every change; `npm run test:kill` tries all. */
const few = ["kind is called", "a node is paused while the procedure runs"];
const chosen = process.env["DRILL_KILL_POINTS"] === "all" ? points : points.filter(({ name }) => few.includes(name));

function drillThrough(point: Point): DrillProcess {
  const { scenario, files } = scenarioThrough(point);
  return new DrillProcess(scenario, files);
}

describe.skipIf((await missingForKind()) !== undefined)("on real clusters", () => {
  test.for(chosen)("what a drill leaves that is killed when $name is removed, and nothing else", async (point) => {
    await using killed = drillThrough(point);
    await killed.comesTo(point.reached);
    const volumes = await volumesOf(killed.id);
    await killed.end("SIGKILL");
    const run = killed.run!;
    await using strangers = await Strangers.settle(killed.id, partImages(process.env).registry);

    const away = await drill(["clean", "--runs", killed.runs], { DOCKER_HOST: "unix:///nowhere/docker.sock" });
    expect(away.stdout).toMatch(/could not remove .*nowhere/);
    expect(away.exitCode).toBe(4);

    const cleaned = await drill(["clean", "--runs", killed.runs]);
    expect(cleaned.stdout).toContain(`${run}: was killed`);
    expect(cleaned.stdout).toMatch(/, 0 left\n$/);
    expect(cleaned.exitCode).toBe(0);
    expect(await tracesOf(killed.id)).toEqual(strangers.names);
    expect(await remaining(volumes)).toEqual([]);
    expect(existsSync(join(run, fileNames.scratch))).toBe(false);
    expect((await drill(["clean", "--runs", killed.runs])).stdout).toBe("0 removed, 0 left\n");
    expect(await tracesOf(killed.id)).toEqual(strangers.names);
  });

  test.for<[NodeJS.Signals, string]>([
    ["SIGTERM", "the nodes start"],
    ["SIGINT", "a node is paused while the procedure runs"],
  ])("a drill that gets %s when %s removes all itself", async ([signal, name]) => {
    const point = points.find((each) => each.name === name)!;
    await using ended = drillThrough(point);
    await ended.comesTo(point.reached);
    const volumes = await volumesOf(ended.id);
    expect(await ended.end(signal)).toBe(130);
    expect(ended.open).toEqual([]);
    expect(await tracesOf(ended.id)).toEqual([]);
    expect(await remaining(volumes)).toEqual([]);
    expect(existsSync(join(ended.run!, fileNames.scratch))).toBe(false);
  });

  test("a drill goes on and passes while another one beside it is killed and cleaned away", async () => {
    const { scenario, files } = scenarioThatPasses();
    await using bystander = new DrillProcess(scenario, files);
    const point = points.find(({ name }) => name === "the bad release is rolled out")!;
    await using killed = drillThrough(point);
    await killed.comesTo(point.reached);
    await killed.end("SIGKILL");
    const cleaned = await drill(["clean", "--runs", killed.runs]);
    expect(cleaned.stdout).toMatch(/, 0 left\n$/);
    expect(await tracesOf(killed.id)).toEqual([]);
    expect(await bystander.exitCode, bystander.said).toBe(0);
    expect(await tracesOf(bystander.id)).toEqual([]);
  });
});
