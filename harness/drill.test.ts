import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { asset } from "./base/assets.ts";
import type { Driver, World } from "./clusters/driver.ts";
import { prepareDrill, type PreparedDrill } from "./prepare.ts";
import { performDrill, type DrillRun } from "./run.ts";
import { fileNames } from "./runs/run-folder.ts";

const scenario = asset("scenarios/registry-down-uncached.yaml");
const folder = mkdtempSync(join(tmpdir(), "drill-test-"));

/** A scenario of one cluster and one bad release, with other lines under its top-level keys. */
async function small(lines: string): Promise<PreparedDrill> {
  const file = join(folder, "small.yaml");
  writeFileSync(
    file,
    `name: small
summary: one cluster, one bad release
clusters: { eu: {} }
application: { manifests: ${asset("fixtures/app")} }
${lines}`,
  );
  return prepareDrill({ file });
}

const badRelease = "faults: [{ name: bad-release, kind: bad-image, mode: serves-errors, errors: 30% }]";
const undo = "procedure: { steps: [{ rolloutUndo: {} }, { waitFor: rollout }] }";

const typesOf = ({ events }: DrillRun) => [...new Set(events.map(({ type }) => type))];

describe("on virtual time", () => {
  test("one seed gives the same bytes in every folder, another seed gives others", async () => {
    const bytes = async (seed: number, runs: string) => {
      const { folder: run } = await performDrill(await prepareDrill({ file: scenario, seed }), { runs });
      return readFileSync(join(run!, fileNames.events), "utf8");
    };
    const [once, again, other] = [
      await bytes(3, join(folder, "a")),
      await bytes(3, join(folder, "b")),
      await bytes(4, join(folder, "c")),
    ];
    expect(again).toBe(once);
    expect(other).not.toBe(once);
  });

  test("the stored timeline is what was judged", async () => {
    const run = await performDrill(await prepareDrill({ file: scenario }), { runs: join(folder, "stored") });
    const lines = readFileSync(join(run.folder!, fileNames.events), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(run.events);
    expect(JSON.parse(readFileSync(join(run.folder!, fileNames.verdict), "utf8"))).toEqual(
      JSON.parse(JSON.stringify(run.verdict)),
    );
  });
});

describe("a drill that proves nothing is invalid", () => {
  test("when the good version does not run to begin with", async () => {
    const run = await performDrill(
      await small(
        `${badRelease}\n${undo}`
          .replace("kind: bad-image", "kind: bad-image, image: good")
          .replace("serves-errors, errors: 30%", "missing-tag"),
      ),
    );
    expect(run.verdict.verdict).toBe("invalid");
    expect(run.verdict.reasons[0]).toMatch(
      /steady state was not proven: eu: 1 of 3 updated|steady state was not proven: eu/,
    );
  });

  test("when the bad release breaks nothing that any rule notices", async () => {
    const run = await performDrill(await small(`faults: []\n${undo}`));
    expect(run.verdict.verdict).toBe("invalid");
    expect(typesOf(run)).toContain("notDetected");
    expect(typesOf(run)).not.toContain("procedureStarted");
  });

  test("when a fault does not bite", async () => {
    const prepared = await prepareDrill({ file: scenario });
    const run = await performDrill({
      ...prepared,
      driver: withWorld(prepared.driver, (world) => {
        world.registry.setFault = () => Promise.resolve();
      }),
    });
    const [injected, notActive] = (["faultInjected", "faultNotActive"] as const).map(
      (wanted) => run.events.find((event) => event.type === wanted && event.fault === "registry-down")!.at,
    );
    expect(notActive! - injected!).toBeGreaterThanOrEqual(60_000);
    expect(notActive! - injected!).toBeLessThan(70_000);
    expect(run.verdict.verdict).toBe("invalid");
  });

  test("when an image is still on the nodes that are said to have lost it", async () => {
    const prepared = await prepareDrill({ file: scenario });
    const run = await performDrill({
      ...prepared,
      driver: withWorld(prepared.driver, (world) => {
        for (const { images } of world.clusters.values()) images!.evict = () => Promise.resolve();
      }),
    });
    expect(run.verdict.verdict).toBe("invalid");
    expect(run.verdict.reasons).toContainEqual(
      expect.stringMatching(/^fault evicted was not seen to be active: registry\.drill\.local\/web:v1 is still on /),
    );
  });

  test("when the event of a fault never comes", async () => {
    const { verdict, events } = await performDrill(
      await small(`faults:
  - { name: bad-release, kind: bad-image, mode: missing-tag }
  - { name: late, kind: link-cut, at: eu updated 90%, for: 1m }
${undo}`),
    );
    expect(events.find(({ type }) => type === "faultNotReached")).toMatchObject({
      fault: "late",
      anchor: "eu updated 90%",
    });
    expect(verdict.verdict).toBe("invalid");
  });

  test("when the clusters cannot be brought up", async () => {
    const prepared = await small(`${badRelease}\n${undo}`);
    const driver: Driver = { ...prepared.driver, start: () => Promise.reject(new Error("no room")) };
    const { verdict, events } = await performDrill({ ...prepared, driver });
    expect(events.find(({ type }) => type === "harnessProblem")).toMatchObject({
      during: "topology",
      message: "no room",
    });
    expect(verdict.verdict).toBe("invalid");
  });

  test("when the observer cannot look while recovery should be seen", async () => {
    const prepared = await small(`${badRelease}\n${undo}`);
    const run = await performDrill({
      ...prepared,
      driver: withWorld(prepared.driver, (world, clock) => {
        const cluster = world.clusters.get("eu")!;
        // Nobody tells that nothing has changed, so that every tick looks.
        Object.assign(cluster, { revision: undefined });
        const { observer } = cluster;
        const list = observer.list.bind(observer);
        observer.list = (...args) => (clock() > 60_000 ? Promise.reject(new Error("blind")) : list(...args));
      }),
    });
    expect(run.verdict.verdict).toBe("invalid");
    expect(run.verdict.gates.find(({ gate }) => gate === "G1")!.outcome).toBe("unknown");
  });
});

describe("what goes wrong on the way", () => {
  test("a procedure that hangs is stopped at its time-out and claims nothing", async () => {
    const run = await performDrill(
      await small(`${badRelease}\nprocedure: { timeout: 1m, steps: [{ pause: 1h }] }\nexpect: { settledWithin: 1m }`),
    );
    expect(run.events.find(({ type }) => type === "procedureFinished")).toMatchObject({
      outcome: "unknown",
      reason: "timed-out",
    });
    const failed = run.verdict.gates.filter(({ outcome }) => outcome === "failed").map(({ gate }) => gate);
    expect(failed).toContain("G8");
    expect(run.verdict.verdict).toBe("fail");
  });

  test("an abort undoes what was begun and is no verdict on the procedure", async () => {
    const stop = new AbortController();
    let disposed = 0;
    const prepared = await prepareDrill({ file: scenario });
    const driver = withWorld(prepared.driver, (world) => {
      const dispose = world[Symbol.asyncDispose].bind(world);
      world[Symbol.asyncDispose] = () => (disposed++, dispose());
    });
    const run = await performDrill(
      { ...prepared, driver },
      {
        signal: stop.signal,
        onEvent: ({ type }) => type === "procedureStarted" && stop.abort(new Error("Ctrl-C")),
      },
    );
    expect(run.verdict.verdict).toBe("aborted");
    expect(run.verdict.score).toBeUndefined();
    expect(run.events.filter(({ type }) => type === "faultHealed")).toHaveLength(1);
    expect(disposed).toBe(1);
  });

  test("clean-up that fails is reported and does not change the verdict", async () => {
    const prepared = await small(`${badRelease}\n${undo}`);
    const run = await performDrill({
      ...prepared,
      driver: withWorld(prepared.driver, (world) => {
        world[Symbol.asyncDispose] = () => Promise.reject(new Error("stuck"));
      }),
    });
    expect(run.verdict.verdict).toBe("pass");
    expect(run.verdict.notes.join()).toContain("stuck");
  });
});

/** The driver, with each world changed before the drill gets it. */
function withWorld(
  driver: Driver,
  change: (world: { -readonly [Key in keyof World]: World[Key] }, now: () => number) => void,
): Driver {
  return {
    ...driver,
    async start(spec, host) {
      const world = await driver.start(spec, host);
      change(world as never, () => host.clock.now());
      return world;
    },
  };
}
