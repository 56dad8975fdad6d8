import { expect, test } from "vitest";
import { SmallCluster, tester, webDeployment } from "../testing/small-cluster.ts";

function start() {
  const cluster = new SmallCluster({ stopsAfter: 3000 });
  cluster.create("namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
  cluster.clock.advance(1000);
  const names = (resource: string) =>
    cluster.api.list(resource, { namespace: "shop" }).items.map(({ metadata }) => metadata.name);
  return { cluster, names };
}

test("Every namespace gets its service account and the certificate authority, also a second time.", () => {
  const { cluster, names } = start();
  expect([names("serviceaccounts"), names("configmaps")]).toEqual([["default"], ["kube-root-ca.crt"]]);
  expect(cluster.api.get("configmaps", "shop", "kube-root-ca.crt")["data"]).toEqual({ "ca.crt": "PEM" });
  cluster.api.delete("serviceaccounts", "shop", "default", { caller: tester });
  cluster.clock.advance(1000);
  expect(names("serviceaccounts")).toEqual(["default"]);
});

test("A namespace goes when its content is gone, its pods before all else.", () => {
  const { cluster, names } = start();
  const deployment = webDeployment({ replicas: 2 });
  const inShop = { ...deployment, metadata: { ...deployment.metadata, namespace: "shop" } };
  cluster.create("deployments.apps", inShop);
  cluster.clock.advance(10_000);
  expect(names("pods")).toHaveLength(2);
  cluster.api.delete("namespaces", undefined, "shop", { caller: tester });
  cluster.clock.advance(4000);
  expect(cluster.pods().filter(({ metadata }) => metadata.deletionTimestamp !== undefined)).toEqual([]);
  cluster.clock.advance(2000);
  const { status } = cluster.api.get("namespaces", undefined, "shop") as unknown as {
    status: { phase: string; conditions: object[] };
  };
  expect(status.phase).toBe("Terminating");
  expect(status.conditions).toContainEqual(
    expect.objectContaining({
      type: "NamespaceContentRemaining",
      status: "False",
      reason: "ContentRemoved",
      message: "All content successfully removed",
    }),
  );
  expect([names("pods").length, names("deployments.apps")]).toEqual([2, ["web"]]);
  cluster.clock.advance(10_000);
  expect(cluster.api.find("namespaces", undefined, "shop")).toBeUndefined();
  expect(names("serviceaccounts")).toEqual([]);
});
