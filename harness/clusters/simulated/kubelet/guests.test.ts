import { expect, test } from "vitest";
import { caller, image, startKubelet } from "./testing.ts";

const host = "registry.acme.example/shop/api";

function start() {
  const bench = startKubelet([image("v1"), image("v2")]);
  bench.run("one", "v1");
  bench.clock.advance(10_000);
  const send = (ephemeralContainers: readonly object[]) => {
    bench.api.patch(
      "pods",
      "default",
      "one",
      { type: "merge", body: { spec: { ephemeralContainers } } as never },
      { caller, subresource: "ephemeralcontainers" },
    );
    bench.clock.advance(10_000);
  };
  return { ...bench, send };
}

const look = { name: "look", image: `${host}:v2`, command: ["sh", "-c", "echo seen; exit 3"] };

test("A container that is added to a running pod runs once, and the pod goes on as before.", () => {
  const { send, pod, kubelet, events } = start();
  send([look]);
  const status = pod("one")!.status!;
  expect(status.phase).toBe("Running");
  expect(status.conditions?.find(({ type }) => type === "Ready")?.status).toBe("True");
  expect(status.containerStatuses?.map(({ name, restartCount }) => [name, restartCount])).toEqual([["app", 0]]);
  expect(status["ephemeralContainerStatuses"]).toMatchObject([
    { name: "look", ready: false, restartCount: 0, state: { terminated: { exitCode: 3, reason: "Error" } } },
  ]);
  const log = kubelet.log({ namespace: "default", pod: "one", container: "look", previous: false });
  expect(log?.lines.map(({ text }) => text)).toEqual(["seen"]);
  expect(events("one").map((line) => line.replace(/^\d+ /, ""))).toContain("Started x1: Started container look");
});

test("It can neither be changed nor taken away, and nothing else changes through that door.", () => {
  const { send, pod } = start();
  send([look]);
  expect(() => send([{ ...look, image: `${host}:v1` }])).toThrow(
    'spec.ephemeralContainers: Forbidden: existing ephemeral containers "look" may not be changed',
  );
  expect(() => send([])).toThrow(
    'spec.ephemeralContainers: Forbidden: existing ephemeral containers "look" may not be removed',
  );
  expect(() => send([look, { name: "app", image: `${host}:v1` }])).toThrow(
    'spec.ephemeralContainers[1].name: Duplicate value: "app"',
  );
  expect(pod("one")?.spec.containers.map(({ image: name }) => name)).toEqual([`${host}:v1`]);
});
