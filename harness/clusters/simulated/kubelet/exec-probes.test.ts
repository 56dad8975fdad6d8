import { expect, test } from "vitest";
import type { Probe } from "../kinds/pod.ts";
import { startKubelet } from "./testing.ts";

function start(readinessProbe: Probe, command?: readonly string[]) {
  const bench = startKubelet([]);
  const container = { image: "busybox:1.35", readinessProbe, ...(command === undefined ? {} : { command }) };
  bench.run("one", "any", { container, spec: { terminationGracePeriodSeconds: 1 } });
  const isReady = () => bench.pod("one")?.status?.containerStatuses?.[0]?.ready === true;
  return { ...bench, isReady };
}

test("A probe's command finds the files of its container, and what it prints is why it failed.", () => {
  const command = ["sh", "-c", "sleep 20; touch /tmp/healthy; sleep 20; rm /tmp/healthy; sleep 600"];
  const { clock, isReady, events } = start(
    { exec: { command: ["cat", "/tmp/healthy"] }, periodSeconds: 1, failureThreshold: 1 },
    command,
  );
  clock.advance(10_000);
  expect(isReady()).toBe(false);
  expect(events("one").join("\n")).toContain(
    "Readiness probe failed: cat: can't open '/tmp/healthy': No such file or directory",
  );
  clock.advance(15_000);
  expect(isReady()).toBe(true);
  clock.advance(20_000);
  expect(isReady()).toBe(false);
});

test("A command that takes longer than its probe waits for has failed.", () => {
  const { clock, isReady, events } = start({ exec: { command: ["sleep", "5"] }, timeoutSeconds: 2, periodSeconds: 1 });
  clock.advance(10_000);
  expect(isReady()).toBe(false);
  expect(events("one").join("\n")).toContain('command timed out: "sleep 5" timed out after 2s');
});

test("A command that only the image knows is answered by what the image is declared to do.", () => {
  const { clock, isReady } = start({ exec: { command: ["/app/check", "--quick"] }, periodSeconds: 1 });
  clock.advance(10_000);
  expect(isReady()).toBe(true);
});
