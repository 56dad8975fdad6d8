import {
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  type V1ConfigMap,
} from "@kubernetes/client-node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestCluster, tester, type TestCluster } from "./testing/test-cluster.ts";

let cluster: TestCluster;
let config: KubeConfig;
beforeAll(async () => {
  cluster = await startTestCluster();
  config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfig);
});
afterAll(() => cluster[Symbol.asyncDispose]());

const spec = {
  selector: { matchLabels: { app: "web" } },
  template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "app", image: "web:1" }] } },
};

it("creates, reads, lists, patches and deletes", async () => {
  const apps = config.makeApiClient(AppsV1Api);
  const created = await apps.createNamespacedDeployment({
    namespace: "default",
    body: { metadata: { name: "web" }, spec },
  });
  expect(created.metadata?.uid).toMatch(/^[0-9a-f-]{36}$/);
  const patched = await apps.patchNamespacedDeployment(
    { name: "web", namespace: "default", body: { spec: { replicas: 3 } } },
    setHeaderOptions("Content-Type", PatchStrategy.StrategicMergePatch),
  );
  expect(patched.spec?.replicas).toBe(3);
  const scale = await apps.readNamespacedDeploymentScale({ name: "web", namespace: "default" });
  expect(scale.spec?.replicas).toBe(3);
  const { items } = await apps.listDeploymentForAllNamespaces({ labelSelector: "!none" });
  expect(items.map(({ metadata }) => metadata?.name)).toEqual(["web"]);
  await apps.deleteNamespacedDeployment({ name: "web", namespace: "default" });
  await expect(apps.readNamespacedDeployment({ name: "web", namespace: "default" })).rejects.toMatchObject({
    code: 404,
  });
});

it("keeps an informer's cache up to date", async () => {
  const core = config.makeApiClient(CoreV1Api);
  const path = "/api/v1/namespaces/default/configmaps";
  const informer = makeInformer<V1ConfigMap>(config, path, () =>
    core.listNamespacedConfigMap({ namespace: "default" }),
  );
  const seen: string[] = [];
  let heard = () => {};
  for (const verb of ["add", "update", "delete"] as const)
    informer.on(verb, ({ metadata, data }) => {
      seen.push(`${verb} ${metadata?.name} ${data?.["key"] ?? ""}`.trim());
      heard();
    });
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      heard = () => {
        if (seen.length >= count) resolve();
      };
      heard();
    });
  const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { key: "one" } };
  cluster.api.create("configmaps", "default", map, { caller: tester });
  await informer.start();
  await until(1);
  cluster.api.patch(
    "configmaps",
    "default",
    "settings",
    { type: "merge", body: { data: { key: "two" } } },
    { caller: tester },
  );
  await until(2);
  cluster.api.delete("configmaps", "default", "settings", { caller: tester });
  await until(3);
  await informer.stop();
  expect(seen).toEqual(["add settings one", "update settings two", "delete settings two"]);
});
