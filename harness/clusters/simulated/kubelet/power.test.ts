import { expect, test } from "vitest";
import type { Cluster } from "../../driver.ts";
import { inSmallWorld, namespace, readiness, run } from "../testing/small-world.ts";

const renewals = async ({ observer }: Cluster, node: string) =>
  (await observer.get("leases.coordination.k8s.io", "kube-node-lease", node))?.["spec"].renewTime as string;

test("a node that is off renews its Lease no more, is NotReady after 40 to 50 s, and its neighbour stays Ready", async () => {
  await inSmallWorld({}, async ({ eu }, clock) => {
    await clock.sleep(60_000);
    await eu.power!.stop("eu-worker");
    const stoppedAt = clock.now();
    const last = await renewals(eu, "eu-worker");
    await clock.sleep(25_000);
    expect(await readiness(eu, "nodes", "eu-worker")).toBe("True");
    while ((await readiness(eu, "nodes", "eu-worker")) === "True" && clock.now() < stoppedAt + 120_000)
      await clock.sleep(500);
    expect(await readiness(eu, "nodes", "eu-worker")).toBe("Unknown");
    expect(clock.now() - stoppedAt).toBeGreaterThanOrEqual(40_000);
    expect(clock.now() - stoppedAt).toBeLessThanOrEqual(56_000);
    expect(await renewals(eu, "eu-worker")).toBe(last);
    expect(await readiness(eu, "nodes", "eu-worker2")).toBe("True");
  });
});

test("requests to a pod time out while its node is off, until it is no endpoint any more", async () => {
  await inSmallWorld({}, async ({ eu }, clock) => {
    await run(eu, "one", { node: "eu-worker" });
    await clock.sleep(30_000);
    expect(await eu.offer(10)).toMatchObject({ ok: 10 });
    await eu.power!.stop("eu-worker");
    expect(await eu.offer(10)).toMatchObject({ ok: 0, timedOut: 10, refused: 0 });
    expect(await eu.processes()).toEqual([]);
    await clock.sleep(60_000);
    expect(await readiness(eu, "pods", "one")).toBe("False");
    expect(await eu.offer(10)).toMatchObject({ ok: 0, timedOut: 0, refused: 10 });
  });
});

test("a node that is switched on again becomes Ready and restarts its pods", async () => {
  await inSmallWorld({}, async ({ eu }, clock) => {
    await run(eu, "one", { node: "eu-worker" });
    await clock.sleep(30_000);
    await eu.power!.stop("eu-worker");
    await clock.sleep(90_000);
    await eu.power!.start("eu-worker");
    await clock.sleep(20_000);
    expect(await readiness(eu, "nodes", "eu-worker")).toBe("True");
    expect(await readiness(eu, "pods", "one")).toBe("True");
    const pod = await eu.observer.get("pods", namespace, "one");
    expect(pod?.["status"].containerStatuses[0]).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 255, reason: "Unknown" } },
    });
    expect(await eu.offer(10)).toMatchObject({ ok: 10 });
  });
});
