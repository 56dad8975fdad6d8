import { describe, expect, test } from "vitest";
import { SmallCluster, webDeployment } from "../testing/small-cluster.ts";

function start() {
  const cluster = new SmallCluster({ stopsAfter: 3000 });
  cluster.create("deployments.apps", webDeployment({ replicas: 2 }));
  cluster.clock.advance(10_000);
  const left = () => [
    cluster.api.list("deployments.apps", { namespace: "default" }).items.length,
    cluster.replicaSets().length,
    cluster.pods().length,
  ];
  return { cluster, left, wait: (ms: number) => cluster.clock.advance(ms) };
}

describe("Deleting a deployment", () => {
  test("in the background removes it at once and what it owns after it.", () => {
    const { cluster, left, wait } = start();
    cluster.delete("deployments.apps", "web");
    expect(left()).toEqual([0, 1, 2]);
    wait(1000);
    expect(left()).toEqual([0, 0, 2]);
    expect(cluster.pods().map(({ metadata }) => metadata.deletionTimestamp !== undefined)).toEqual([true, true]);
    wait(3000);
    expect(left()).toEqual([0, 0, 0]);
  });

  test("in the foreground removes it after what it owns.", () => {
    const { cluster, left, wait } = start();
    cluster.delete("deployments.apps", "web", "Foreground");
    wait(1000);
    expect(left()).toEqual([1, 1, 2]);
    expect(cluster.deployment().metadata.finalizers).toEqual(["foregroundDeletion"]);
    expect(cluster.replicaSets()[0]!.metadata.finalizers).toEqual(["foregroundDeletion"]);
    wait(4000);
    expect(left()).toEqual([0, 0, 0]);
  });

  test("as an orphan keeps what it owned, and an equal deployment takes it over again.", () => {
    const { cluster, left, wait } = start();
    const before = cluster.pods().map(({ metadata }) => metadata.uid);
    cluster.delete("deployments.apps", "web", "Orphan");
    wait(1000);
    expect(left()).toEqual([0, 1, 2]);
    expect(cluster.replicaSets()[0]!.metadata.ownerReferences).toBeUndefined();
    cluster.create("deployments.apps", webDeployment({ replicas: 2 }));
    wait(5000);
    expect(left()).toEqual([1, 1, 2]);
    expect(cluster.pods().map(({ metadata }) => metadata.uid)).toEqual(before);
    expect(cluster.replicaSets()[0]!.metadata.ownerReferences).toMatchObject([
      { kind: "Deployment", controller: true },
    ]);
  });
});

test("An object whose owner never existed is collected, one of two owners is enough to live.", () => {
  const { cluster, wait } = start();
  const deployment = cluster.deployment();
  const present = { apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: deployment.metadata.uid };
  const absent = { apiVersion: "v1", kind: "ConfigMap", name: "gone", uid: "00000000-0000-4000-8000-000000000000" };
  const configMap = (name: string, ownerReferences: object[]) =>
    cluster.create("configmaps", { apiVersion: "v1", kind: "ConfigMap", metadata: { name, ownerReferences } });
  configMap("orphan", [absent]);
  configMap("half", [present, absent]);
  configMap("foreign", [{ ...absent, apiVersion: "example.org/v1", kind: "Widget" }]);
  wait(1000);
  expect(cluster.api.find("configmaps", "default", "orphan")).toBeUndefined();
  expect(cluster.api.get("configmaps", "default", "half").metadata.ownerReferences).toEqual([present]);
  expect(cluster.api.find("configmaps", "default", "foreign")).toBeDefined();
});

test("A circle of owners is collected when one of them is deleted in the foreground.", () => {
  const { cluster, wait } = start();
  const names = ["one", "two", "three"];
  for (const name of names) cluster.create("configmaps", { apiVersion: "v1", kind: "ConfigMap", metadata: { name } });
  const uidOf = (name: string) => cluster.api.get("configmaps", "default", name).metadata.uid!;
  for (const [i, name] of names.entries()) {
    const owner = names[(i + 1) % names.length]!;
    const reference = { apiVersion: "v1", kind: "ConfigMap", name: owner, uid: uidOf(owner), blockOwnerDeletion: true };
    cluster.patch("configmaps", name, { metadata: { ownerReferences: [reference] } });
  }
  wait(1000);
  cluster.delete("configmaps", "one", "Foreground");
  wait(5000);
  expect(names.filter((name) => cluster.api.find("configmaps", "default", name) !== undefined)).toEqual([]);
});
