import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { open, watchEvents } from "../testing/client.ts";
import { startTestCluster, tester, type TestCluster } from "../testing/test-cluster.ts";

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(async () => {
  expect(cluster.errors).toEqual([]);
  await cluster[Symbol.asyncDispose]();
});

let count = 0;
/** A namespace of the test's own with a function that makes config maps in it. */
function workspace() {
  const name = `watch-${++count}`;
  cluster.api.create(
    "namespaces",
    undefined,
    { apiVersion: "v1", kind: "Namespace", metadata: { name } },
    { caller: tester },
  );
  const create = (map: string, labels: Record<string, string> = {}) =>
    cluster.api.create(
      "configmaps",
      name,
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: map, labels } },
      { caller: tester },
    );
  return { name, create, path: `/api/v1/namespaces/${name}/configmaps?watch=true` };
}

async function next(events: AsyncGenerator) {
  return (await events.next()).value;
}

const summary = ({ type, object }: { type: string; object: { metadata: { name: string } } }) =>
  `${type} ${object.metadata.name}`;

it("sends its headers before anything has happened, then every change after the given version", async () => {
  const { name, create, path } = workspace();
  create("before");
  const { resourceVersion } = cluster.api.list("configmaps", { namespace: name });
  const response = await open(cluster.endpoint, `${path}&resourceVersion=${resourceVersion}`);
  expect(response.statusCode).toBe(200);
  const events = watchEvents(response);
  create("after");
  expect(summary(await next(events))).toBe("ADDED after");
  cluster.api.patch("configmaps", name, "after", { type: "merge", body: { data: { a: "b" } } }, { caller: tester });
  expect(summary(await next(events))).toBe("MODIFIED after");
  cluster.api.delete("configmaps", name, "after", { caller: tester });
  expect(summary(await next(events))).toBe("DELETED after");
  response.destroy();
});

it("begins with what exists when no version is given", async () => {
  const { create, path } = workspace();
  create("a");
  create("b");
  const response = await open(cluster.endpoint, path);
  const events = watchEvents(response);
  expect([summary(await next(events)), summary(await next(events))]).toEqual(["ADDED a", "ADDED b"]);
  response.destroy();
});

it("ends what exists with a bookmark when the client asked for a list by watch", async () => {
  const { create, path } = workspace();
  create("a");
  const query = "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
  const response = await open(cluster.endpoint, path + query);
  const events = watchEvents(response);
  expect(summary(await next(events))).toBe("ADDED a");
  expect(await next(events)).toMatchObject({
    type: "BOOKMARK",
    object: { kind: "ConfigMap", metadata: { annotations: { "k8s.io/initial-events-end": "true" } } },
  });
  create("b");
  expect(summary(await next(events))).toBe("ADDED b");
  response.destroy();
});

it("shows an object that comes under a selector as added and one that leaves it as deleted", async () => {
  const { name, create, path } = workspace();
  const { metadata } = create("a");
  const response = await open(
    cluster.endpoint,
    `${path}&labelSelector=tier%3Dweb&resourceVersion=${metadata.resourceVersion}`,
  );
  const events = watchEvents(response);
  const label = (tier: string) =>
    cluster.api.patch(
      "configmaps",
      name,
      "a",
      { type: "merge", body: { metadata: { labels: { tier } } } },
      { caller: tester },
    );
  label("web");
  expect(summary(await next(events))).toBe("ADDED a");
  label("db");
  expect(summary(await next(events))).toBe("DELETED a");
  response.destroy();
});

it("reports a version that is no longer held as an event of its own and ends", async () => {
  await using compacted = await startTestCluster();
  const { metadata } = compacted.api.get("namespaces", undefined, "default");
  compacted.api.create(
    "namespaces",
    undefined,
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "x" } },
    { caller: tester },
  );
  compacted.api.compact();
  const response = await open(
    compacted.endpoint,
    `/api/v1/namespaces?watch=true&resourceVersion=${metadata.resourceVersion}`,
  );
  const events = watchEvents(response);
  expect(await next(events)).toMatchObject({ type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired" } });
  expect((await events.next()).done).toBe(true);
});

it("ends after the client's timeout", async () => {
  const { path } = workspace();
  const response = await open(cluster.endpoint, `${path}&timeoutSeconds=1`);
  expect((await watchEvents(response).next()).done).toBe(true);
});

it("sends tables with their columns once", async () => {
  const { create, path } = workspace();
  create("a");
  create("b");
  const Accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
  const response = await open(cluster.endpoint, path, { headers: { Accept } });
  const events = watchEvents(response);
  const first = await next(events);
  expect(first.object.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual(["Name", "Data", "Age"]);
  expect(first.object.rows[0].cells.slice(0, 2)).toEqual(["a", 0]);
  expect(await next(events)).toMatchObject({ type: "ADDED", object: { kind: "Table", columnDefinitions: null } });
  response.destroy();
});

it("stops watching when the client has gone", async () => {
  const { path } = workspace();
  let stopped: () => void;
  const stop = new Promise<void>((resolve) => (stopped = resolve));
  const { watch } = cluster.api;
  const spy = vi.spyOn(cluster.api, "watch").mockImplementation((...args) => {
    const subscription = watch(...args);
    return { stop: () => (subscription.stop(), stopped()) };
  });
  const response = await open(cluster.endpoint, path);
  spy.mockRestore();
  response.destroy();
  await stop;
});
