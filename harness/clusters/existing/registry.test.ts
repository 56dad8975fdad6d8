import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RealClock } from "../../base/real-clock.ts";
import type { World } from "../driver.ts";
import { forgetfulLedger } from "../forgetful-ledger.ts";
import { demoSpec } from "../testing/demo-spec.ts";
import type { WorldSpec } from "../world.ts";
import { startTeam, type Team } from "./testing/team.ts";

const spec: WorldSpec = {
  ...demoSpec(),
  runId: "pulls",
  images: {
    ...demoSpec().images,
    lost: { ...demoSpec().images["good"]!, reference: "registry.test/web:lost", version: "lost" },
    absent: { ...demoSpec().images["good"]!, reference: "registry.test/web:absent", version: "absent", pushed: false },
  },
};

let team: Team;
let world: World;
beforeAll(async () => {
  team = await startTeam();
  const { signal } = new AbortController();
  world = await team.driver.start(spec, {
    clock: new RealClock(),
    folder: team.folder,
    ledger: forgetfulLedger,
    signal,
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await team[Symbol.asyncDispose]();
});

describe("the registry of others", () => {
  test("is known by what the clusters pull, and no pod of that stays", async () => {
    const digest = await world.registry.digest("registry.test/web:v1");
    expect(digest).toBe(await team.world.registry.digest("registry.test/web:v1"));
    expect(await world.registry.digest(`registry.test/web@${digest}`)).toBe(digest);
    for (const { observer } of world.clusters.values()) expect(await observer.list("pods", "drill-pulls")).toEqual([]);
  });

  test("has to have every version that a scenario calls pushed", async () => {
    await expect(world.registry.digest("registry.test/web:lost")).rejects.toThrow(
      "no cluster finds registry.test/web:lost; `drill images` prints how its stand-in is built",
    );
    expect(await world.registry.digest("registry.test/web:absent")).toBeUndefined();
  });

  test("takes no fault", async () => {
    await expect(world.registry.setFault(["eu"], { mode: "refused" })).rejects.toThrow(
      "the registry is the team's own",
    );
  });
});
