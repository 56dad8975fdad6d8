import { describe, expect, test } from "vitest";
import { StatusError } from "../../api/status-error.ts";
import { SmallCluster, tester, webDeployment } from "../testing/small-cluster.ts";

const budgets = "poddisruptionbudgets.policy";
const selector = { matchLabels: { app: "web" } };

function start(spec: object, replicas = 2) {
  const cluster = new SmallCluster();
  cluster.create(budgets, {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "web" },
    spec: { selector, ...spec },
  });
  cluster.create("deployments.apps", webDeployment({ replicas }));
  cluster.clock.advance(10_000);
  const status = () => cluster.api.get(budgets, "default", "web")["status"];
  const evict = () => {
    const { name } = cluster.pods()[0]!.metadata;
    const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name } };
    try {
      cluster.api.create("pods", "default", eviction, { caller: tester, subresource: "eviction" });
      return 201;
    } catch (error) {
      if (error instanceof StatusError) return error;
      throw error;
    }
  };
  return { cluster, status, evict };
}

// The counts, reasons and texts are those of a kind cluster with Kubernetes 1.34.4.

describe("A PodDisruptionBudget", () => {
  test("says that nothing may be evicted when every pod is needed, and the server refuses it.", () => {
    const { status, evict } = start({ minAvailable: 2 });
    expect(status()).toMatchObject({
      conditions: [
        { type: "DisruptionAllowed", status: "False", reason: "InsufficientPods", message: "", observedGeneration: 1 },
      ],
      currentHealthy: 2,
      desiredHealthy: 2,
      disruptionsAllowed: 0,
      expectedPods: 2,
      observedGeneration: 1,
    });
    expect(evict()).toMatchObject({
      code: 429,
      reason: "TooManyRequests",
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
    });
  });

  test("counts pods that may be missing from what their Deployment wants.", () => {
    const { cluster, status } = start({ maxUnavailable: "50%" });
    expect(status()).toMatchObject({ currentHealthy: 2, desiredHealthy: 1, disruptionsAllowed: 1, expectedPods: 2 });
    cluster.patch("deployments.apps", "web", { spec: { replicas: 5 } });
    cluster.clock.advance(10_000);
    expect(status()).toMatchObject({
      conditions: [{ status: "True", reason: "SufficientPods" }],
      currentHealthy: 5,
      desiredHealthy: 2,
      disruptionsAllowed: 3,
      expectedPods: 5,
    });
  });

  test("allows no second eviction until the pod of the first is replaced.", () => {
    const { cluster, status, evict } = start({ minAvailable: 1 });
    expect(evict()).toBe(201);
    cluster.clock.advance(40);
    expect(status()).toMatchObject({ currentHealthy: 1, disruptionsAllowed: 0 });
    cluster.clock.advance(10_000);
    expect(status()).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 1 });
  });

  test("without pods allows nothing and says so.", () => {
    const { cluster, status } = start({ maxUnavailable: 1 }, 0);
    expect(status()).toMatchObject({ currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 });
    expect(cluster.events("PodDisruptionBudget")[0]).toMatchObject({
      reason: "NoPods",
      message: "No matching pods found",
      source: { component: "controllermanager" },
    });
  });

  test("cannot tell how many pods a DaemonSet should have, and says why.", () => {
    const cluster = new SmallCluster();
    const template = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "app", image: "web:v1" }] } };
    cluster.create("daemonsets.apps", {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: { name: "web" },
      spec: { selector, template },
    });
    cluster.create(budgets, {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "web" },
      spec: { selector, maxUnavailable: 1 },
    });
    cluster.clock.advance(10_000);
    const message = "daemonsets.apps does not implement the scale subresource";
    expect(cluster.api.get(budgets, "default", "web")["status"].conditions).toMatchObject([
      { status: "False", reason: "SyncFailed", message },
    ]);
    expect(cluster.events("PodDisruptionBudget").map((event) => event.message)).toContain(
      `Failed to calculate the number of expected pods: ${message}`,
    );
  });

  test("over pods that nobody owns expects none of them, and tells how to have them counted.", () => {
    const cluster = new SmallCluster();
    cluster.create("pods", {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "alone", labels: { app: "web" } },
      spec: { containers: [{ name: "app", image: "web:v1" }] },
    });
    const among = { ...selector, matchExpressions: [{ key: "app", operator: "In", values: ["web", "api"] }] };
    cluster.create(budgets, {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "web" },
      spec: { selector: among, maxUnavailable: 1 },
    });
    cluster.clock.advance(10_000);
    expect(cluster.api.get(budgets, "default", "web")["status"]).toMatchObject({ currentHealthy: 1, expectedPods: 0 });
    const [event] = cluster.events("PodDisruptionBudget");
    expect(event).toMatchObject({ type: "Warning", reason: "UnmanagedPods" });
    expect(event!.message).toContain(
      "(selector: &LabelSelector{MatchLabels:map[string]string{app: web,}," +
        "MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:app,Operator:In,Values:[web api],},},})",
    );
  });
});
