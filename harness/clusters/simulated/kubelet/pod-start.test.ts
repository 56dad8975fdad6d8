import { expect, test } from "vitest";
import { caller, image, startKubelet } from "./testing.ts";

const configMap = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { color: "blue" } };
const app = (bench: ReturnType<typeof startKubelet>) => bench.pod("web")?.status?.containerStatuses?.[0];

test("a container whose environment needs a missing ConfigMap waits until there is one", () => {
  const bench = startKubelet([image("v1")]);
  bench.run("web", "v1", { container: { envFrom: [{ configMapRef: { name: "settings" } }] } });
  bench.clock.advance(30_000);
  expect(app(bench)?.state?.waiting).toEqual({
    reason: "CreateContainerConfigError",
    message: 'configmap "settings" not found',
  });
  expect(bench.events("web").at(-1)).toMatch(/ Failed x\d: Error: configmap "settings" not found$/);
  bench.api.create("configmaps", "default", configMap, { caller });
  bench.clock.advance(20_000);
  expect(app(bench)?.state?.running).toBeDefined();
});

test("a key that a ConfigMap lacks is named with the ConfigMap", () => {
  const bench = startKubelet([image("v1")]);
  bench.api.create("configmaps", "default", configMap, { caller });
  const env = [{ name: "SIZE", valueFrom: { configMapKeyRef: { name: "settings", key: "size" } } }];
  bench.run("web", "v1", { container: { env } });
  bench.clock.advance(5_000);
  expect(app(bench)?.state?.waiting?.message).toBe("couldn't find key size in ConfigMap default/settings");
});

test("what is optional may be missing", () => {
  const bench = startKubelet([image("v1")]);
  bench.run("web", "v1", { container: { envFrom: [{ secretRef: { name: "settings", optional: true } }] } });
  bench.clock.advance(5_000);
  expect(app(bench)?.state?.running).toBeDefined();
});

test("a volume of a missing Secret keeps the pod from its sandbox, and is tried again after ever longer waits", () => {
  const bench = startKubelet([image("v1")]);
  bench.run("web", "v1", {
    container: { volumeMounts: [{ name: "keys", mountPath: "/keys" }] },
    spec: { volumes: [{ name: "keys", secret: { secretName: "keys" } }] },
  });
  bench.clock.advance(16_000);
  expect(app(bench)?.state?.waiting?.reason).toBe("ContainerCreating");
  expect(bench.pod("web")?.status?.podIP).toBeUndefined();
  expect(bench.events("web")).toEqual([
    '15000 FailedMount x6: MountVolume.SetUp failed for volume "keys" : secret "keys" not found',
  ]);
});

test("a volume that no container mounts is nobody's concern", () => {
  const bench = startKubelet([image("v1")]);
  bench.run("web", "v1", { spec: { volumes: [{ name: "keys", secret: { secretName: "keys" } }] } });
  bench.clock.advance(5_000);
  expect(app(bench)?.state?.running).toBeDefined();
});

test("init containers run one after the other, each to its end, before the others start", () => {
  const bench = startKubelet([image("v1"), image("migrate", { startsAfter: 5_000 })]);
  const init = (name: string) => ({ name, image: image("migrate").reference });
  bench.run("web", "v1", { spec: { initContainers: [init("one"), init("two")] } });
  bench.clock.advance(4_000);
  const names = () => bench.kubelet.running().map(({ container }) => container);
  expect(names()).toEqual(["one"]);
  expect(bench.pod("web")?.status).toMatchObject({ phase: "Pending" });
  expect(app(bench)?.state?.waiting?.reason).toBe("PodInitializing");
  bench.clock.advance(6_000);
  expect(names()).toEqual(["two"]);
  bench.clock.advance(10_000);
  expect(names()).toEqual(["app"]);
  expect(bench.pod("web")?.status).toMatchObject({ phase: "Running" });
});

test("an init container that fails is started again, and nothing else is", () => {
  const bench = startKubelet([image("v1"), image("migrate", { crashesAfter: 1_000 })]);
  bench.run("web", "v1", { spec: { initContainers: [{ name: "one", image: image("migrate").reference }] } });
  const status = () => bench.pod("web")?.status?.initContainerStatuses?.[0];
  const reasons = new Set<string | undefined>();
  for (let second = 0; second < 60; second++) {
    bench.clock.advance(1_000);
    reasons.add(status()?.state?.waiting?.reason);
  }
  expect(status()?.restartCount).toBeGreaterThanOrEqual(2);
  expect(reasons).toContain("CrashLoopBackOff");
  expect(app(bench)?.state?.waiting?.reason).toBe("PodInitializing");
});

test("a sidecar of which the scenario says nothing starts first and runs beside the application", () => {
  const bench = startKubelet([image("v1")]);
  const sidecar = { name: "proxy", image: "docker.io/envoyproxy/envoy:v1.30", restartPolicy: "Always" };
  bench.run("web", "v1", { spec: { initContainers: [sidecar] } });
  bench.clock.advance(20_000);
  expect(bench.kubelet.running().map(({ container }) => container)).toEqual(["proxy", "app"]);
  const ready = bench.pod("web")?.status?.conditions?.find(({ type }) => type === "Ready");
  expect(ready?.status).toBe("True");
});

test("the logs of a container and of the one before its restart can be read and followed", () => {
  const bench = startKubelet([image("v1", { crashesAfter: 30_000 })]);
  bench.run("web", "v1");
  bench.clock.advance(10_000);
  const address = { namespace: "default", pod: "web", container: "app", previous: false };
  const followed: string[] = [];
  bench.kubelet.log(address)!.follow(
    ({ text }) => followed.push(text),
    () => followed.push("(end)"),
  );
  expect(bench.kubelet.log(address)!.lines.map(({ text }) => text)).toEqual(["starting version v1"]);
  expect(bench.kubelet.log({ ...address, previous: true })).toBeUndefined();
  bench.clock.advance(30_000);
  expect(followed).toEqual(["exits with code 1", "(end)"]);
  const previous = bench.kubelet.log({ ...address, previous: true })!;
  expect(previous.lines.map(({ text }) => text)).toEqual(["starting version v1", "exits with code 1"]);
});

test("the same seed gives the same pods, ids and events, and another seed others", () => {
  const play = (seed: number) => {
    const bench = startKubelet([image("v1", { crashesAfter: 7_000 }), { ...image("v2"), pushed: false }], { seed });
    bench.run("web", "v1");
    bench.run("stuck", "v2");
    bench.clock.advance(600_000);
    return JSON.stringify([bench.api.list("pods").items, bench.api.list("events").items]);
  };
  expect(play(7)).toBe(play(7));
  expect(play(7)).not.toBe(play(8));
});

test("a pod that was bound past the scheduler to a node whose port is taken fails there and then", () => {
  const bench = startKubelet([image("v1")]);
  const container = { ports: [{ containerPort: 80, hostPort: 8080 }] };
  bench.run("first", "v1", { container });
  bench.clock.advance(10_000);
  bench.run("second", "v1", { container });
  bench.run("third", "v1", { container: { ports: [{ containerPort: 80, hostPort: 8080, protocol: "UDP" }] } });
  bench.clock.advance(10_000);
  expect(["first", "second", "third"].map((name) => bench.pod(name)?.status?.phase)).toEqual([
    "Running",
    "Failed",
    "Running",
  ]);
  const message = "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports";
  expect(bench.pod("second")?.status).toMatchObject({ reason: "NodePorts", message: `Pod was rejected: ${message}` });
  expect(bench.events("second").at(-1)).toContain(`NodePorts x1: ${message}`);
});
