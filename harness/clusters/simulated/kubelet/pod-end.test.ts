import { describe, expect, test } from "vitest";
import { image, startKubelet } from "./testing.ts";

function start(container: object, spec: Readonly<Record<string, unknown>> = {}) {
  const bench = startKubelet([image("v1")]);
  bench.run("one", "v1", { container, spec: { restartPolicy: "Never", terminationGracePeriodSeconds: 1, ...spec } });
  const status = () => bench.pod("one")!.status!;
  return { ...bench, status, state: () => status().containerStatuses?.[0]?.state };
}

describe("The last words of a container", () => {
  const said = (container: object) => {
    const { clock, state } = start(container);
    clock.advance(20_000);
    return state()?.terminated?.message;
  };
  const shell = (script: string, more: object = {}) => ({ command: ["sh", "-c", script], ...more });

  test.each<[string, object, string | undefined]>([
    ["are in the usual file", shell("echo why > /dev/termination-log; exit 3"), "why\n"],
    ["are in the file for them", shell("echo -n x > /tmp/m", { terminationMessagePath: "/tmp/m" }), "x"],
    ["are not those of its log", shell("echo why; exit 3"), undefined],
  ])("%s.", (_, container, message) => {
    expect(said(container)).toBe(message);
  });

  test("are the end of its log where that may stand for them, and only when it failed.", () => {
    const more = { terminationMessagePolicy: "FallbackToLogsOnError" };
    expect(said(shell("echo one; echo two; exit 4", more))).toBe("one\ntwo\n");
    expect(said(shell("echo fine", more))).toBeUndefined();
  });
});

describe("A pod that may run for so long only", () => {
  test("is ended by then: its containers are stopped, then it has failed.", () => {
    const { clock, status, state, events } = start({ command: ["sleep", "100"] }, { activeDeadlineSeconds: 5 });
    clock.advance(4_500);
    expect(status().phase).toBe("Running");
    clock.advance(10_000);
    expect(status()).toMatchObject({
      phase: "Failed",
      reason: "DeadlineExceeded",
      message: "Pod was active on the node longer than the specified deadline",
    });
    expect(state()?.terminated).toMatchObject({ exitCode: 137, reason: "Error" });
    expect(events("one").map((line) => line.replace(/^\d+ /, ""))).toEqual([
      expect.stringContaining("Pulling"),
      expect.stringContaining("Pulled"),
      "Created x1: Created container: app",
      "Started x1: Started container app",
      "Killing x1: Stopping container app",
      "DeadlineExceeded x2: Pod was active on the node longer than the specified deadline",
    ]);
  });

  test("has failed, too, when nothing of it ever ran.", () => {
    const missing = { image: "registry.acme.example/shop/api:missing" };
    const { clock, status, state } = start(missing, { activeDeadlineSeconds: 5 });
    clock.advance(20_000);
    expect(status()).toMatchObject({ phase: "Failed", reason: "DeadlineExceeded" });
    expect(state()?.terminated).toMatchObject({ exitCode: 137, reason: "ContainerStatusUnknown" });
  });
});

test("What runs beside containers that have done their work is stopped, and only then has the pod succeeded.", () => {
  const side = { name: "side", image: "registry.acme.example/shop/api:v1", restartPolicy: "Always" };
  const { clock, status, events } = start({ command: ["sleep", "3"] }, { initContainers: [side] });
  clock.advance(60_000);
  expect(status().phase).toBe("Succeeded");
  expect(status().initContainerStatuses?.[0]?.state?.terminated?.exitCode).toBe(0);
  expect(events("one").at(-1)).toMatch(/Killing x1: Stopping container side$/);
});
