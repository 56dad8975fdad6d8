import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError, ApiUnreachable, type KubernetesObject } from "../kubernetes.ts";
import { startTestCluster, type TestCluster } from "../simulated/http/testing/test-cluster.ts";
import { RemoteClient } from "./client.ts";
import { Connection } from "./connection.ts";

let cluster: TestCluster;
let connection: Connection;
let client: RemoteClient;
beforeAll(async () => {
  cluster = await startTestCluster();
  connection = connectionTo();
  client = new RemoteClient(connection);
});
afterAll(async () => {
  connection[Symbol.dispose]();
  await cluster[Symbol.asyncDispose]();
});

const connectionTo = (server?: string, deadline = 5_000) =>
  new Connection({ kubeconfig: cluster.kubeconfig, context: "eu", server, userAgent: "drill/test", deadline });

const configMap = (name: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, labels: { app: "web" } },
  data: { KEY: "one" },
});

describe("a client of a real API server", () => {
  test("creates, gets, patches in every way and deletes", async () => {
    const created = await client.create("configmaps", "default", configMap("web"));
    expect(created.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    await client.patch("configmaps", "default", "web", "merge", { data: { KEY: "two" } });
    await client.patch("configmaps", "default", "web", "json", [{ op: "add", path: "/data/NEW", value: "three" }]);
    await client.patch("configmaps", "default", "web", "strategic-merge", { data: { LAST: "four" } });
    const apply = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web" }, data: { LAST: "five" } };
    const options = { fieldManager: "drill", force: true };
    await client.patch("configmaps", "default", "web", "apply", apply, options);
    const found = await client.get("configmaps", "default", "web");
    expect(found!["data"]).toEqual({ KEY: "two", NEW: "three", LAST: "five" });
    await client.delete("configmaps", "default", "web");
    expect(await client.get("configmaps", "default", "web")).toBeUndefined();
    await expect(client.delete("configmaps", "default", "web")).resolves.toBeUndefined();
  });

  test("lists whole collections with the kind of each object", async () => {
    await client.create("configmaps", "default", configMap("a"));
    await client.create("configmaps", "default", configMap("b"));
    const all = await client.list("configmaps", "default", { labelSelector: "app=web" });
    expect(all.map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`)).toEqual([
      "v1 ConfigMap a",
      "v1 ConfigMap b",
    ]);
    expect(await client.list("configmaps", "default", { fieldSelector: "metadata.name=b" })).toHaveLength(1);
    expect((await client.list("configmaps")).length).toBeGreaterThanOrEqual(2);
  });

  test("finds resources of other groups, cluster-wide ones and subresources", async () => {
    const spec = {
      selector: { matchLabels: { app: "web" } },
      template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "app", image: "web:1" }] } },
    };
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec };
    await client.create("deployments.apps", "default", deployment);
    const patch = { spec: { replicas: 4 } };
    await client.patch("deployments.apps", "default", "web", "merge", patch, { subresource: "scale" });
    expect((await client.get("deployments.apps", "default", "web"))!["spec"].replicas).toBe(4);
    expect((await client.get("namespaces", undefined, "default"))!.metadata.name).toBe("default");
    await expect(client.list("nothings.example.com")).rejects.toThrow(ApiError);
    await expect(client.list("nothings")).rejects.toThrow("the API server does not serve nothings");
  });

  test("says what the server refused and why", async () => {
    const refused = await client
      .create("configmaps", "default", configMap("Not A Name"))
      .catch((error: unknown) => error as ApiError);
    expect(refused).toMatchObject({ name: "ApiError", code: 422, reason: "Invalid" });
    expect((refused as ApiError).message).toContain('ConfigMap "Not A Name" is invalid');
  });

  test("tells a server that does not answer from one that refuses", async () => {
    using closed = connectionTo("https://127.0.0.1:9");
    const absent = new RemoteClient(closed).list("pods", "default");
    await expect(absent).rejects.toThrow(ApiUnreachable);
    await expect(absent).rejects.toThrow("the API server of eu cannot be reached: connect ECONNREFUSED 127.0.0.1:9");
  });

  test("does not know a context that is not in the kubeconfig", () => {
    const options = { kubeconfig: cluster.kubeconfig, context: "mars", userAgent: "drill/test", deadline: 1 };
    expect(() => new Connection(options)).toThrow(`${cluster.kubeconfig} has no context mars`);
  });
});
