import { describe, expect, test } from "vitest";
import type { LinkSpec } from "../../world.ts";
import { inSmallWorld, run, type SmallWorld } from "../testing/small-world.ts";

const between = (latency: number): LinkSpec => ({ between: ["eu", "us"], latency, jitter: 0 });

/** `good` serves in eu and `other` in us. */
async function served(latency: number, scene: (world: SmallWorld) => Promise<void>) {
  await inSmallWorld({ versions: { other: {} }, links: [between(latency)] }, async (world, clock) => {
    await run(world.eu, "one");
    await run(world.us, "one", { version: "other" });
    await clock.sleep(20_000);
    await scene(world);
  });
}

describe("The users of a region", () => {
  test("are served by its own cluster, and no link is in their way", async () => {
    await served(80, async ({ us }) => {
      const { byVersion, latencies } = await us.offer(100);
      expect(byVersion).toEqual({ other: 100 });
      expect(Math.max(...latencies)).toBeLessThanOrEqual(5.5);
    });
  });

  test("are served elsewhere when its weight is 0, later by the link's latency there and back", async () => {
    await served(80, async ({ world, eu, us }) => {
      await world.router.setWeights({ us: 0 });
      const away = await us.offer(100);
      expect(away).toMatchObject({ sent: 100, ok: 100, byVersion: { good: 100 } });
      expect(Math.min(...away.latencies)).toBeGreaterThanOrEqual(164.5);
      expect(Math.max(...away.latencies)).toBeLessThanOrEqual(165.5);
      expect((await eu.offer(100)).byVersion).toEqual({ good: 100 });
    });
  });

  test("are divided as its weight says", async () => {
    await served(80, async ({ world, us }) => {
      await world.router.setWeights({ us: 40 });
      const { byVersion } = await us.offer(10_000);
      expect(byVersion["other"]! / 10_000).toBeCloseTo(0.4, 1);
      expect(byVersion["good"]! / 10_000).toBeCloseTo(0.6, 1);
    });
  });

  test("give up on answers that take longer than a second", async () => {
    await served(500, async ({ world, us }) => {
      await world.router.setWeights({ us: 0 });
      expect(await us.offer(10)).toMatchObject({ ok: 0, timedOut: 10, latencies: [], byVersion: {} });
    });
  });

  test("get no answer from elsewhere when the link between the clusters is cut", async () => {
    await served(80, async ({ world, us }) => {
      await world.router.setWeights({ us: 0 });
      await world.links.set("eu", "us", { latency: 80, jitter: 0, cut: true });
      expect(await us.offer(10)).toMatchObject({ ok: 0, refused: 0, timedOut: 10 });
    });
  });

  test("are refused when no cluster has a weight", async () => {
    await served(80, async ({ world, us }) => {
      await world.router.setWeights({ us: 0, eu: 0 });
      expect(await us.offer(10)).toMatchObject({ ok: 0, refused: 10, timedOut: 0 });
    });
  });
});

test("a share of the answers of a version is errors, and they name the version like the others", async () => {
  await inSmallWorld({ versions: { bad: { errors: 0.2, latency: 50 } } }, async ({ eu }, clock) => {
    await run(eu, "one", { version: "bad" });
    await clock.sleep(20_000);
    const { sent, ok, errors, latencies, byVersion } = await eu.offer(10_000);
    expect(errors / sent).toBeCloseTo(0.2, 1);
    expect(ok + errors).toBe(10_000);
    expect(byVersion).toEqual({ bad: 10_000 });
    expect(Math.min(...latencies)).toBeGreaterThanOrEqual(45);
    expect(Math.max(...latencies)).toBeLessThanOrEqual(55);
  });
});
