import { describe, expect, test } from "vitest";
import { startKubelet } from "./testing.ts";

const grace = { terminationGracePeriodSeconds: 5 };

function start(command: readonly string[], spec: Readonly<Record<string, unknown>> = {}) {
  const bench = startKubelet([]);
  bench.run("one", "any", { container: { image: "busybox:1.35", command }, spec: { ...grace, ...spec } });
  const status = () => bench.pod("one")?.status;
  const state = () => status()?.containerStatuses?.[0]?.state;
  return { ...bench, status, state, wait: (seconds: number) => bench.clock.advance(seconds * 1000) };
}

describe("A container of an image that nobody declared", () => {
  test.each([
    [["true"], "Succeeded", 0, "Completed"],
    [["false"], "Failed", 1, "Error"],
    [["sh", "-c", "exit 3"], "Failed", 3, "Error"],
    [["sleep", "5"], "Succeeded", 0, "Completed"],
  ])("that runs %j without restart leaves its pod %s with code %i.", (command, phase, exitCode, reason) => {
    const { status, state, wait } = start(command, { restartPolicy: "Never" });
    wait(30);
    expect(status()?.phase).toBe(phase);
    expect(state()?.terminated).toMatchObject({ exitCode, reason });
    wait(600);
    expect(status()?.containerStatuses?.[0]?.restartCount).toBe(0);
  });

  test("runs the command that its arguments are when it has no other, and what it echoes is its log.", () => {
    const bench = startKubelet([]);
    const container = { image: "busybox:1.35", args: ["sh", "-c", "echo hello; exit 4"] };
    bench.run("one", "any", { container, spec: { restartPolicy: "Never" } });
    bench.clock.advance(20_000);
    const state = bench.pod("one")?.status?.containerStatuses?.[0]?.state;
    expect(state?.terminated).toMatchObject({ exitCode: 4 });
    const log = bench.kubelet.log({ namespace: "default", pod: "one", container: "app", previous: false });
    expect(log?.lines.map(({ text }) => text)).toEqual(["hello"]);
  });

  test("is running until its command ends.", () => {
    const { status, state, wait } = start(["sleep", "100"], { restartPolicy: "OnFailure" });
    wait(60);
    expect(status()?.phase).toBe("Running");
    expect(state()?.running).toBeDefined();
    wait(60);
    expect(status()?.phase).toBe("Succeeded");
  });

  test("is restarted after a failure only, with OnFailure, and waits longer each time.", () => {
    const { status, state, wait } = start(["sh", "-c", "sleep 1; exit 1"], { restartPolicy: "OnFailure" });
    wait(120);
    expect(status()?.phase).toBe("Running");
    expect(status()?.containerStatuses?.[0]?.restartCount).toBe(4);
    expect(state()?.waiting?.reason).toBe("CrashLoopBackOff");
  });

  test("is restarted after a success, too, with Always.", () => {
    const { status, wait } = start(["true"]);
    wait(60);
    expect(status()?.phase).toBe("Running");
    expect(status()?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(1);
  });

  test("that sleeps does not hear SIGTERM and is killed when its grace is over.", () => {
    const { api, clock, pod, wait } = start(["sleep", "infinity"], { restartPolicy: "Never" });
    wait(20);
    const seen: number[] = [];
    api.watch("pods", {}, ({ object }) => {
      const code = object["status"]?.containerStatuses?.[0]?.state?.terminated?.exitCode;
      if (code !== undefined) seen.push(code);
    });
    const caller = { user: { name: "tester", groups: ["system:masters"] }, userAgent: "test" };
    api.delete("pods", "default", "one", { caller });
    clock.advance(4500);
    expect(pod("one")).toBeDefined();
    wait(5);
    expect(pod("one")).toBeUndefined();
    expect(new Set(seen)).toEqual(new Set([137]));
  });
});
