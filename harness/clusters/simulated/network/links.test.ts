import { describe, expect, test } from "vitest";
import type { Clock } from "../../../base/clock.ts";
import { ApiUnreachable, type KubernetesObject } from "../../kubernetes.ts";
import { inSmallWorld, namespace, run } from "../testing/small-world.ts";

const slow = { between: ["operator", "eu"], latency: 250, jitter: 0 } as const;

const configMap: KubernetesObject = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "note" }, data: {} };

/** Drill time that something takes, ms. */
async function duration(clock: Clock, body: () => Promise<unknown>): Promise<number> {
  const start = clock.now();
  await body();
  return clock.now() - start;
}

describe("The link between the operator and a cluster", () => {
  test("delays the operator's requests by its latency there and back, and nobody else's", async () => {
    await inSmallWorld({ links: [slow] }, async ({ eu, us }, clock) => {
      expect(await duration(clock, () => eu.operator.list("pods", namespace))).toBe(500);
      expect(await duration(clock, () => us.operator.list("pods", namespace))).toBe(0);
      expect(await duration(clock, () => eu.observer.list("pods", namespace))).toBe(0);
    });
  });

  test("varies by no more than its jitter each way, and does vary", async () => {
    await inSmallWorld({ links: [{ ...slow, jitter: 50 }] }, async ({ eu }, clock) => {
      const durations: number[] = [];
      for (let i = 0; i < 50; i++)
        durations.push(await duration(clock, () => eu.operator.get("pods", namespace, "none")));
      expect(Math.min(...durations)).toBeGreaterThanOrEqual(400);
      expect(Math.max(...durations)).toBeLessThanOrEqual(600);
      expect(new Set(durations).size).toBeGreaterThan(10);
    });
  });

  test("leaves the operator without an answer for 10 s when it is cut, and without effect", async () => {
    await inSmallWorld({ links: [slow] }, async ({ world, eu }, clock) => {
      await world.links.set("operator", "eu", { latency: 250, jitter: 0, cut: true });
      const start = clock.now();
      const write = eu.operator.create("configmaps", namespace, configMap);
      await expect(write).rejects.toThrow(new ApiUnreachable("the API server of eu did not answer within 10 s"));
      expect(clock.now() - start).toBe(10_000);
      expect(await eu.observer.get("configmaps", namespace, "note")).toBeUndefined();
    });
  });

  test("loses the answer and not the write when it is cut once the request is on its way", async () => {
    await inSmallWorld({ links: [slow] }, async ({ world, eu }, clock) => {
      // From the other end: a link is the same in both directions.
      clock.schedule(100, () => void world.links.set("eu", "operator", { latency: 250, jitter: 0, cut: true }));
      const write = eu.operator.create("configmaps", namespace, configMap);
      await expect(write).rejects.toBeInstanceOf(ApiUnreachable);
      expect(clock.now()).toBe(10_000);
      expect(await eu.observer.get("configmaps", namespace, "note")).toMatchObject({ metadata: { name: "note" } });
    });
  });

  test("does not concern users: the pods of a cluster that the operator cannot reach serve them", async () => {
    await inSmallWorld({}, async ({ world, eu }, clock) => {
      await run(eu, "one");
      await clock.sleep(20_000);
      await world.links.set("operator", "eu", { latency: 0, jitter: 0, cut: true });
      await expect(eu.operator.list("pods", namespace)).rejects.toBeInstanceOf(ApiUnreachable);
      await clock.sleep(60_000);
      expect(await eu.offer(10)).toMatchObject({ ok: 10 });
      await world.links.set("operator", "eu", { latency: 0, jitter: 0, cut: false });
      expect((await eu.operator.list("pods", namespace)).map(({ metadata }) => metadata.name)).toEqual(["one"]);
    });
  });
});

test("a probe of a link says how long the way there and back took, or that nothing came back", async () => {
  await inSmallWorld({ links: [slow] }, async ({ world: { links } }, clock) => {
    expect(await links.probe("operator", "eu")).toEqual({ reached: true, roundTrip: 500 });
    expect(await links.probe("eu", "us")).toEqual({ reached: true, roundTrip: 0 });
    await links.set("operator", "eu", { latency: 250, jitter: 0, cut: true });
    const took = await duration(clock, async () => {
      expect(await links.probe("eu", "operator")).toEqual({ reached: false, roundTrip: 2_000 });
    });
    expect(took).toBe(2_000);
  });
});
