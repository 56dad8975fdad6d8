import {
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  type V1ConfigMap,
  type V1Secret,
  Watch,
} from "@kubernetes/client-node";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
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

it("starts an informer anew after its version was compacted, with nothing missed", async () => {
  const core = config.makeApiClient(CoreV1Api);
  const path = "/api/v1/namespaces/default/secrets";
  const informer = makeInformer<V1Secret>(config, path, () => core.listNamespacedSecret({ namespace: "default" }));
  const errors: unknown[] = [];
  informer.on("error", (error) => errors.push(error));
  const names = () => informer.list("default").map(({ metadata }) => metadata!.name!);
  const create = (name: string) =>
    cluster.api.create(
      "secrets",
      "default",
      { apiVersion: "v1", kind: "Secret", metadata: { name } },
      { caller: tester },
    );
  create("before");
  await informer.start();
  await vi.waitFor(() => expect(names()).toEqual(["before"]));
  await informer.stop();
  create("meanwhile");
  cluster.api.delete("secrets", "default", "before", { caller: tester });
  cluster.api.compact();
  await informer.start();
  create("after");
  await vi.waitFor(() => expect(names().sort()).toEqual(["after", "meanwhile"]));
  await informer.stop();
  expect(errors.filter((error) => (error as Error).name !== "AbortError")).toEqual([]);
});

it("gives a watch what there is, then a bookmark, then what happens; and ends it with 410 before what it holds", async () => {
  const path = "/api/v1/namespaces/default/endpoints";
  const query = { allowWatchBookmarks: true, sendInitialEvents: true, resourceVersionMatch: "NotOlderThan" };
  const create = (name: string) =>
    cluster.api.create(
      "endpoints",
      "default",
      { apiVersion: "v1", kind: "Endpoints", metadata: { name } },
      { caller: tester },
    );
  create("one");
  const seen: string[] = [];
  const watch = await new Watch(config).watch(
    path,
    query,
    (phase, object: { metadata: { name?: string; annotations?: object } }) =>
      seen.push(`${phase} ${object.metadata.name ?? JSON.stringify(object.metadata.annotations)}`),
    () => undefined,
  );
  await vi.waitFor(() => expect(seen).toHaveLength(2));
  create("two");
  await vi.waitFor(() => expect(seen).toHaveLength(3));
  watch.abort();
  expect(seen).toEqual(["ADDED one", 'BOOKMARK {"k8s.io/initial-events-end":"true"}', "ADDED two"]);

  cluster.api.compact();
  const ended = await new Promise<string>((resolve) => {
    void new Watch(config).watch(
      path,
      { resourceVersion: "1" },
      (phase, { code }) => resolve(`${phase} ${code}`),
      resolve,
    );
  });
  expect(ended).toBe("ERROR 410");
});
