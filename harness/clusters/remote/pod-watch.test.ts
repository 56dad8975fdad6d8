import { afterAll, beforeAll, expect, test } from "vitest";
import type { KubernetesObject } from "../kubernetes.ts";
import { startTestCluster, type TestCluster } from "../simulated/http/testing/test-cluster.ts";
import { RemoteClient } from "./client.ts";
import { Connection } from "./connection.ts";
import { PodWatch } from "./pod-watch.ts";

let cluster: TestCluster;
let connection: Connection;
beforeAll(async () => {
  cluster = await startTestCluster();
  const { kubeconfig } = cluster;
  connection = new Connection({ kubeconfig, context: "eu", userAgent: "drill/test", deadline: 5_000 });
});
afterAll(async () => {
  connection[Symbol.dispose]();
  await cluster[Symbol.asyncDispose]();
});

const pod = (name: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name },
  spec: { containers: [{ name: "app", image: "web:1" }] },
});

test("a watch follows the pods of a namespace from the moment at which it began", async () => {
  const client = new RemoteClient(connection);
  const { clock } = cluster;
  await client.create("pods", "default", pod("early"));
  await using watch = new PodWatch({ connection, namespace: "default", clock });
  const life = async (name: string) => (await watch.lives()).find((each) => each.pod === name);
  await expect.poll(() => life("early")).toBeDefined();

  const before = clock.now();
  await client.create("pods", "default", pod("late"));
  await expect.poll(async () => (await life("late"))?.created).toBeDefined();
  await client.delete("pods", "default", "late");
  await expect.poll(async () => (await life("late"))?.gone).toBeDefined();
  const { created, gone } = (await life("late"))!;
  expect(created).toBeGreaterThanOrEqual(before);
  expect(gone).toBeGreaterThanOrEqual(created!);
  expect((await life("early"))!.created).toBeUndefined();
});

test("a watch of an API that is not there ends when it is told to", async () => {
  const { kubeconfig, clock } = cluster;
  using nowhere = new Connection({
    kubeconfig,
    context: "eu",
    server: "https://127.0.0.1:1",
    userAgent: "drill/test",
    deadline: 500,
  });
  await using watch = new PodWatch({ connection: nowhere, namespace: "default", clock });
  expect(await watch.lives()).toEqual([]);
});
