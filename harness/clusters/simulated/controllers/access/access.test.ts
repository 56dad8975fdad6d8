import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../../kubernetes.ts";
import { SmallCluster, tester } from "../testing/small-cluster.ts";

const rbac = "rbac.authorization.k8s.io";
const clusterRoles = `clusterroles.${rbac}`;
const caller = tester;

function start() {
  const cluster = new SmallCluster({ nodes: 0 });
  const { api } = cluster;
  const settle = () => cluster.clock.advance(1000);
  return { api, settle };
}

describe("a role that collects others", () => {
  const role = (name: string, resource: string, labels = {}): KubernetesObject => ({
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRole",
    metadata: { name, labels },
    rules: [{ apiGroups: [""], resources: [resource], verbs: ["get"] }],
  });
  const sum: KubernetesObject = {
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRole",
    metadata: { name: "sum" },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: "sum" } }] },
  };

  it("has the rules of those that it selects, and nothing else", () => {
    const { api, settle } = start();
    const rules = () => api.get(clusterRoles, undefined, "sum")["rules"];
    api.create(clusterRoles, undefined, sum, { caller });
    settle();
    expect(rules()).toBeNull();
    api.create(clusterRoles, undefined, role("b", "pods", { to: "sum" }), { caller });
    api.create(clusterRoles, undefined, role("a", "nodes", { to: "sum" }), { caller });
    api.create(clusterRoles, undefined, role("c", "secrets"), { caller });
    settle();
    expect(rules()).toEqual([...role("a", "nodes")["rules"], ...role("b", "pods")["rules"]]);
    api.delete(clusterRoles, undefined, "a", { caller });
    api.patch(
      clusterRoles,
      undefined,
      "b",
      { type: "merge", body: { metadata: { labels: { to: null } } } },
      { caller },
    );
    settle();
    expect(rules()).toBeNull();
  });

  it("is not written anew when a cluster starts", () => {
    const { api, settle } = start();
    const before = api.get(clusterRoles, undefined, "view");
    settle();
    expect(api.get(clusterRoles, undefined, "view")).toBe(before);
    expect(before["rules"].length).toBeGreaterThan(5);
  });

  it("takes part in the roles that a cluster starts with", () => {
    const { api, settle } = start();
    const label = { [`${rbac}/aggregate-to-view`]: "true" };
    api.create(clusterRoles, undefined, role("widgets", "widgets", label), { caller });
    settle();
    settle();
    for (const name of ["view", "edit", "admin"])
      expect(api.get(clusterRoles, undefined, name)["rules"]).toContainEqual(role("", "widgets")["rules"][0]);
  });
});

describe("a Secret for a token", () => {
  const secret = (account: string): KubernetesObject => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "token", annotations: { "kubernetes.io/service-account.name": account } },
    type: "kubernetes.io/service-account-token",
  });

  it("is filled for its account, and goes with it", () => {
    const { api, settle } = start();
    api.create("secrets", "default", secret("default"), { caller });
    settle();
    const { data, metadata } = api.get("secrets", "default", "token");
    expect(Object.keys(data).sort()).toEqual(["ca.crt", "namespace", "token"]);
    expect(Buffer.from(data.namespace, "base64").toString()).toBe("default");
    const account = api.get("serviceaccounts", "default", "default");
    expect(metadata.annotations?.["kubernetes.io/service-account.uid"]).toBe(account.metadata.uid);
    api.delete("serviceaccounts", "default", "default", { caller });
    settle();
    expect(api.find("secrets", "default", "token")).toBeUndefined();
  });

  it("for an account that does not exist is removed", () => {
    const { api, settle } = start();
    api.create("secrets", "default", secret("nobody"), { caller });
    settle();
    expect(api.find("secrets", "default", "token")).toBeUndefined();
  });
});
