import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { partImages } from "./clusters/kind/images.ts";
import { missingForKind } from "./clusters/kind/docker/missing.ts";
import { fileNames } from "./runs/run-folder.ts";
import { DrillProcess, drill, remaining, tracesOf, volumesOf } from "./runs/testing/drill-process.ts";
import { type Point, points, scenarioThrough } from "./runs/testing/points.ts";
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

  test.for<NodeJS.Signals>(["SIGTERM"])("a drill that gets %s while kind runs removes all itself", async (signal) => {
    const point = points.find(({ name }) => name === "the nodes start")!;
    await using killed = drillThrough(point);
    await killed.comesTo(point.reached);
    const volumes = await volumesOf(killed.id);
    expect(await killed.end(signal)).toBe(130);
    expect(killed.open).toEqual([]);
    expect(await tracesOf(killed.id)).toEqual([]);
    expect(await remaining(volumes)).toEqual([]);
    expect(existsSync(join(killed.run!, fileNames.scratch))).toBe(false);
  });
});
