import { expect, test } from "vitest";
import { caller, image, type KubeletBench, type PodOptions, startKubelet } from "./testing.ts";

/** A pod that runs since a while. */
function running(options: PodOptions = {}): KubeletBench {
  const bench = startKubelet([image("v1")]);
  bench.run("web", "v1", options);
  bench.clock.advance(60_000);
  return bench;
}

/** Drill ms from now until the pod's object is gone. */
function timeToGo({ clock, pod }: KubeletBench): number {
  const from = clock.now();
  while (pod("web") !== undefined && clock.now() - from < 120_000) clock.advance(100);
  return clock.now() - from;
}

const remove = ({ api }: KubeletBench, gracePeriodSeconds?: number) =>
  api.delete("pods", "default", "web", { caller, gracePeriodSeconds });

test("a deleted pod keeps its process until it has handled SIGTERM, and its object goes after that", () => {
  const bench = running();
  remove(bench);
  expect(bench.pod("web")?.metadata).toMatchObject({ deletionGracePeriodSeconds: 30 });
  expect(bench.kubelet.running()).toHaveLength(1);
  bench.clock.advance(300);
  expect(bench.kubelet.running()).toHaveLength(0);
  expect(bench.pod("web")?.status?.containerStatuses?.[0]?.state?.terminated).toMatchObject({
    exitCode: 0,
    reason: "Completed",
  });
  bench.clock.advance(2_000);
  expect(bench.pod("web")).toBeUndefined();
  expect(bench.events("web").at(-1)).toBe("60000 Killing x1: Stopping container app");
});

test("a preStop hook that sleeps delays the end by as long", () => {
  const preStop = { exec: { command: ["sh", "-c", "sleep 12"] } };
  const bench = running({ container: { lifecycle: { preStop } } });
  remove(bench);
  expect(timeToGo(bench)).toBeGreaterThanOrEqual(12_000);
  expect(bench.clock.now()).toBeLessThan(60_000 + 15_000);
});

test("a hook that outlasts the grace period is killed with its container", () => {
  const bench = running({
    container: { lifecycle: { preStop: { exec: { command: ["sleep", "60"] } } } },
    spec: { terminationGracePeriodSeconds: 5 },
  });
  remove(bench);
  bench.clock.advance(5_200);
  expect(bench.pod("web")?.status?.containerStatuses?.[0]?.state?.terminated?.exitCode).toBe(137);
});

test("a pod deleted by force loses its object at once and its process soon after", () => {
  const bench = running({ container: { lifecycle: { preStop: { exec: { command: ["sleep", "60"] } } } } });
  remove(bench, 0);
  expect(bench.pod("web")).toBeUndefined();
  expect(bench.kubelet.running()).toHaveLength(1);
  bench.clock.advance(2_500);
  expect(bench.kubelet.running()).toHaveLength(0);
});

test("a pod deleted by force while its image is pulled leaves nothing running", () => {
  const bench = startKubelet([image("v1")]);
  bench.run("web", "v1");
  bench.clock.advance(1_000);
  remove(bench, 0);
  bench.clock.advance(60_000);
  expect(bench.kubelet.running()).toEqual([]);
});

test("a pod deleted while its image is pulled goes only when the pull is over", () => {
  const bench = startKubelet([image("v1")]);
  bench.access.setFault(["eu"], { mode: "black-hole" });
  bench.run("web", "v1");
  bench.clock.advance(5_000);
  remove(bench);
  bench.clock.advance(20_000);
  expect(bench.pod("web")).toBeDefined();
  bench.clock.advance(10_000);
  expect(bench.pod("web")).toBeUndefined();
});

test("a pod that waits in its back-off goes at once", () => {
  const bench = startKubelet([{ ...image("v1"), pushed: false }]);
  bench.run("web", "v1");
  bench.clock.advance(60_000);
  remove(bench);
  expect(timeToGo(bench)).toBeLessThan(1_500);
});

test("a pod deleted twice, the second time by force, frees its address once", () => {
  const bench = running({ container: { lifecycle: { preStop: { sleep: { seconds: 20 } } } } });
  remove(bench);
  bench.clock.advance(1_000);
  remove(bench, 0);
  bench.clock.advance(1_000);
  bench.run("next", "v1");
  bench.clock.advance(60_000);
  expect(bench.kubelet.podAt(bench.pod("next")!.status!.podIP!)?.pod.metadata.name).toBe("next");
  expect(bench.kubelet.running().map(({ pod }) => pod.metadata.name)).toEqual(["next"]);
});
