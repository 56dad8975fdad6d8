import { expect, test } from "vitest";
import type { Cluster } from "../../driver.ts";
import { inSmallWorld, namespace, readiness, run } from "../testing/small-world.ts";

/** Names of the pods that the service's endpoints list as ready, and as not ready. */
async function endpoints({ observer }: Cluster) {
  const [subset] = (await observer.get("endpoints", namespace, "api"))?.["subsets"] ?? [];
  const names = (addresses: readonly { targetRef: { name: string } }[] = []) =>
    addresses.map(({ targetRef }) => targetRef.name);
  return { ready: names(subset?.addresses), notReady: names(subset?.notReadyAddresses) };
}

test("a pod that never becomes ready runs, is no endpoint and gets no request", async () => {
  await inSmallWorld({ versions: { bad: { ready: false } } }, async ({ eu }, clock) => {
    await run(eu, "one", { version: "bad" });
    await clock.sleep(120_000);
    expect((await eu.observer.get("pods", namespace, "one"))?.["status"].phase).toBe("Running");
    expect(await readiness(eu, "pods", "one")).toBe("False");
    expect(await endpoints(eu)).toEqual({ ready: [], notReady: ["one"] });
    expect(await eu.offer(10)).toMatchObject({ ok: 0, refused: 10 });
  });
});

test("a process that takes 20 s to listen is not ready before, and becomes an endpoint then", async () => {
  await inSmallWorld({ versions: { slow: { startsAfter: 20_000 } } }, async ({ eu }, clock) => {
    await run(eu, "one", { version: "slow" });
    await clock.sleep(20_000);
    expect(await readiness(eu, "pods", "one")).toBe("False");
    expect(await eu.processes()).toEqual([]);
    expect(await endpoints(eu)).toEqual({ ready: [], notReady: ["one"] });
    await clock.sleep(7_000);
    expect(await readiness(eu, "pods", "one")).toBe("True");
    expect(await endpoints(eu)).toEqual({ ready: ["one"], notReady: [] });
    expect(await eu.offer(10)).toMatchObject({ ok: 10, byVersion: { slow: 10 } });
  });
});

test("a crashing pod is an endpoint while it runs, and not while it waits for its restart", async () => {
  await inSmallWorld({ versions: { bad: { crashesAfter: 20_000 } } }, async ({ eu }, clock) => {
    await run(eu, "one", { version: "bad" });
    await clock.sleep(15_000);
    expect(await endpoints(eu)).toEqual({ ready: ["one"], notReady: [] });
    const container = async () => (await eu.observer.get("pods", namespace, "one"))?.["status"].containerStatuses[0];
    const waits = async () => {
      const { restartCount, state } = await container();
      return restartCount === 1 && state.running === undefined;
    };
    while (!(await waits()) && clock.now() < 120_000) await clock.sleep(100);
    await clock.sleep(1_000);
    expect((await container()).restartCount).toBe(1);
    expect(await endpoints(eu)).toEqual({ ready: [], notReady: ["one"] });
    expect(await eu.offer(10)).toMatchObject({ ok: 0, refused: 10 });
  });
});
