import { expect, test } from "vitest";
import { behaviour, image, startKubelet } from "./testing.ts";

const ready = { httpGet: { path: "/ready", port: 8080 } };
const live = { httpGet: { path: "/live", port: 8080 } };

test("a container without probes is ready as soon as the kubelet sees it run", () => {
  const { clock, run, pod } = startKubelet([image("v1", { startsAfter: 60_000 })]);
  run("web", "v1");
  clock.advance(5_000);
  expect(pod("web")?.status?.containerStatuses?.[0]).toMatchObject({ ready: true, started: true });
});

test("a container becomes ready at the first probe after its process listens, one period after another", () => {
  const { clock, run, pod, events } = startKubelet([image("v1", { startsAfter: 12_000 })]);
  run("web", "v1", { container: { readinessProbe: { ...ready, periodSeconds: 5 } } });
  clock.advance(60_000);
  const { conditions, containerStatuses } = pod("web")!.status!;
  const startedAt = Date.parse(containerStatuses![0]!.state!.running!.startedAt!);
  const readyAt = Date.parse(conditions!.find(({ type }) => type === "Ready")!.lastTransitionTime!);
  expect(readyAt - startedAt).toBeGreaterThanOrEqual(12_000);
  expect(readyAt - startedAt).toBeLessThanOrEqual(12_000 + 5_000 + 1_000);
  expect(events("web").at(-1)).toContain(
    'Readiness probe failed: Get "http://10.244.1.2:8080/ready": dial tcp 10.244.1.2:8080: connect: connection refused',
  );
});

test("initialDelaySeconds puts the first probe off", () => {
  const { clock, run, pod, events } = startKubelet([image("v1", { startsAfter: 0 })]);
  run("web", "v1", { container: { readinessProbe: { ...ready, initialDelaySeconds: 30, periodSeconds: 1 } } });
  clock.advance(30_000);
  expect(pod("web")?.status?.containerStatuses?.[0]?.ready).toBe(false);
  clock.advance(5_000);
  expect(pod("web")?.status?.containerStatuses?.[0]?.ready).toBe(true);
  expect(events("web").filter((line) => line.includes("Unhealthy"))).toEqual([]);
});

test("readiness counts only after so many successes in a row as its threshold says", () => {
  // Two of them follow the container's start at once: the kubelet probes when it reports an unready container.
  const { clock, run, pod } = startKubelet([image("v1", { startsAfter: 0 })]);
  run("web", "v1", { container: { readinessProbe: { ...ready, periodSeconds: 10, successThreshold: 3 } } });
  clock.advance(10_000);
  expect(pod("web")?.status?.containerStatuses?.[0]).toMatchObject({ started: true, ready: false });
  clock.advance(5_000);
  expect(pod("web")?.status?.containerStatuses?.[0]?.ready).toBe(true);
});

test("a process that listens later than its liveness probe allows is restarted, again and again", () => {
  const { clock, run, pod, events } = startKubelet([image("v1", { startsAfter: 60_000 })]);
  run("web", "v1", { container: { livenessProbe: { ...live, periodSeconds: 5, failureThreshold: 2 } } });
  clock.advance(30_000);
  expect(pod("web")!.status!.containerStatuses![0]!.restartCount).toBeGreaterThanOrEqual(1);
  expect(events("web").some((line) => line.endsWith("Container app failed liveness probe, will be restarted"))).toBe(
    true,
  );
  clock.advance(300_000);
  expect(pod("web")?.status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({ exitCode: 0 });
  expect(
    events("web").some((line) => line.includes("Back-off restarting failed container app in pod web_default")),
  ).toBe(true);
});

test("a startup probe keeps the liveness probe off a slow process", () => {
  const { clock, run, pod } = startKubelet([image("v1", { startsAfter: 60_000 })]);
  run("web", "v1", {
    container: {
      startupProbe: { ...live, periodSeconds: 5, failureThreshold: 30 },
      livenessProbe: { ...live, periodSeconds: 5, failureThreshold: 2 },
    },
  });
  clock.advance(50_000);
  expect(pod("web")?.status?.containerStatuses?.[0]).toMatchObject({ started: false, ready: false, restartCount: 0 });
  clock.advance(30_000);
  expect(pod("web")?.status?.containerStatuses?.[0]).toMatchObject({ started: true, ready: true, restartCount: 0 });
});

test("a startup probe that gives up has the container restarted", () => {
  const { clock, run, events } = startKubelet([image("v1", { startsAfter: 60_000 })]);
  run("web", "v1", { container: { startupProbe: { ...live, periodSeconds: 5, failureThreshold: 3 } } });
  clock.advance(25_000);
  expect(events("web").some((line) => line.endsWith("Container app failed startup probe, will be restarted"))).toBe(
    true,
  );
});

test("a version that is never ready answers 503 to its readiness probe and passes another liveness probe", () => {
  const { clock, run, pod, events } = startKubelet([{ ...image("v1"), behaviour: { ...behaviour, ready: false } }]);
  run("web", "v1", { container: { readinessProbe: ready, livenessProbe: live } });
  clock.advance(120_000);
  expect(pod("web")?.status?.containerStatuses?.[0]).toMatchObject({ ready: false, restartCount: 0 });
  expect(
    events("web").some((line) => line.endsWith("Readiness probe failed: HTTP probe failed with statuscode: 503")),
  ).toBe(true);
});

test("a probe that goes on succeeding costs nothing", () => {
  const { clock, run, pod } = startKubelet([image("v1")]);
  const probe = { periodSeconds: 1 };
  run("web", "v1", { container: { readinessProbe: { ...ready, ...probe }, livenessProbe: { ...live, ...probe } } });
  clock.advance(10_000);
  const { resourceVersion } = pod("web")!.metadata;
  const schedule = clock.schedule.bind(clock);
  let timers = 0;
  clock.schedule = (delay, callback) => {
    timers++;
    return schedule(delay, callback);
  };
  clock.advance(250_000);
  expect(pod("web")!.metadata.resourceVersion).toBe(resourceVersion);
  // Only the Lease, renewed every 10 s.
  expect(timers).toBe(25);
});
