import { afterAll, beforeAll, expect, test } from "vitest";
import type { Clock } from "../../../base/clock.ts";
import { RealClock } from "../../../base/real-clock.ts";
import { until } from "../../../base/until.ts";
import type { KubernetesClient } from "../../kubernetes.ts";
import { removeNamespace } from "../own-namespace.ts";
import { ChaosMesh, defineNetworkChaos } from "../testing/chaos-mesh.ts";
import { startTeam, type Team } from "../testing/team.ts";
import { networkChaos } from "./network-chaos.ts";
import { PodsOnLink } from "./pods-on-link.ts";

const namespace = "drill-run-1";
const runLabel = { "rollback-drill.run": "run-1" };
const real = new RealClock();
/** ms by which the clock of the tests is ahead. */
let ahead = 0;
const clock: Clock = {
  kind: "real",
  speed: 1,
  now: () => real.now() + ahead,
  wallTime: () => real.wallTime(),
  schedule: (...what) => real.schedule(...what),
  sleep: (...what) => real.sleep(...what),
};
const { signal } = new AbortController();
const slow = { kind: "delay", latency: 300, jitter: 0 } as const;

let team: Team;
let client: KubernetesClient;
beforeAll(async () => {
  team = await startTeam();
  client = team.world.clusters.get("us")!.observer;
  await defineNetworkChaos(client);
  const metadata = { name: namespace, labels: runLabel };
  await client.create("namespaces", undefined, { apiVersion: "v1", kind: "Namespace", metadata });
  await eventually(async () => (await client.get("serviceaccounts", namespace, "default")) !== undefined);
});
afterAll(() => team[Symbol.asyncDispose]());

const eventually = async (condition: () => Promise<boolean>) =>
  expect(
    await until(async () => ((await condition()) ? true : undefined), {
      clock: real,
      every: 50,
      deadline: real.now() + 60_000,
      signal,
    }),
  ).toBe(true);

async function startPod(name: string, labels: Readonly<Record<string, string>> = {}): Promise<void> {
  const spec = { containers: [{ name: "web", image: "registry.test/web:v1" }] };
  await client.create("pods", namespace, { apiVersion: "v1", kind: "Pod", metadata: { name, labels }, spec });
  await eventually(async () => (await client.get("pods", namespace, name))?.["status"]?.phase === "Running");
}

/** Minutes pass while the work goes on. */
async function patiently<T>(work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = () => void (isOver = true);
  work.then(over, over);
  await eventually(async () => ((ahead += 60_000), isOver));
  return work;
}

const podsOnLink = (problems: string[] = []) =>
  new PodsOnLink({
    client,
    namespace,
    runId: "run-1",
    context: "us",
    near: "us",
    far: "eu",
    targets: ["172.18.0.3"],
    clock,
    signal,
    onProblem: ({ message }) => void problems.push(message),
  });

const hindered = async () =>
  (await client.list(networkChaos, namespace))
    .map(({ spec }) => [spec.selector.pods[namespace][0], spec.action])
    .sort();

test("an end of a link without a pod has nothing that a fault could bite", async () => {
  await expect(patiently(podsOnLink().hinder(slow))).rejects.toThrow(
    "what pods of us (us) send to eu is not hindered: no pod of the application runs there",
  );
});

test("pods are hindered when Chaos Mesh says so, those that come later too, and no longer when the fault is healed", async () => {
  await using _chaosMesh = new ChaosMesh(client);
  await startPod("first");
  await startPod("of-the-drill", runLabel);
  const problems: string[] = [];
  const pods = podsOnLink(problems);
  await pods.hinder(slow);
  expect(await hindered()).toEqual([["first", "delay"]]);
  await pods.confirm();
  await startPod("second");
  await eventually(async () => (await hindered()).length === 2);
  await pods.hinder({ kind: "cut" });
  expect(await hindered()).toEqual([
    ["first", "partition"],
    ["second", "partition"],
  ]);
  await client.delete("pods", namespace, "second");
  await eventually(async () => (await hindered()).length === 1);
  await pods.hinder(undefined);
  await pods.hinder(undefined);
  expect(await hindered()).toEqual([]);
  await startPod("third");
  await pods.confirm();
  expect([await hindered(), problems]).toEqual([[], []]);
});

test("where nobody acts on the objects, the fault is known not to bite, and is taken back all the same", async () => {
  const pods = podsOnLink();
  await expect(patiently(pods.hinder(slow))).rejects.toThrow(
    /^what pods of us \(us\) send to eu is not hindered: first \(.*\); third \(.*\)$/,
  );
  await expect(pods.confirm()).rejects.toThrow(
    "first (nobody has written its status: is Chaos Mesh's controller manager running?)",
  );
  await pods.hinder(undefined);
  expect(await hindered()).toEqual([]);
});

test("pods that Chaos Mesh leaves alone while the fault stands are a problem of the run", async () => {
  const problems: string[] = [];
  const pods = podsOnLink(problems);
  {
    await using _chaosMesh = new ChaosMesh(client);
    await pods.hinder(slow);
  }
  await startPod("fourth");
  await eventually(async () => ((ahead += 60_000), problems.length > 0));
  expect(problems).toEqual([expect.stringMatching(/^what pods of us \(us\) send to eu is not hindered: fourth \(/)]);
  await pods.stop();
});

test("objects that Chaos Mesh does not let go are named by what removes the namespace, which goes when they do", async () => {
  const [name] = (await client.list(networkChaos, namespace)).map(({ metadata }) => metadata.name);
  const mine = { client, namespace, runId: "run-1", context: "us", hasChaos: true, clock, within: 60_000 };
  await expect(patiently(removeNamespace(mine))).rejects.toThrow(
    new RegExp(
      `^namespace drill-run-1 of us is not gone: .*; NetworkChaos in namespace drill-run-1 of us is not gone: .*${name}.*: ` +
        "Chaos Mesh lets them go when .* take their finalizers off by hand$",
    ),
  );
  await using _chaosMesh = new ChaosMesh(client);
  await removeNamespace(mine);
  expect(await client.get("namespaces", undefined, namespace)).toBeUndefined();
});
