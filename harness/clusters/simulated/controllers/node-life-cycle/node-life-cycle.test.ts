import { expect, test } from "vitest";
import { findCondition } from "../../kinds/condition.ts";
import type { Node } from "../../kinds/node.ts";
import { isPodReady } from "../../kinds/pod.ts";
import { keepJournal } from "../testing/journal.ts";
import { SmallCluster, webDeployment } from "../testing/small-cluster.ts";

function start(nodes: number) {
  const cluster = new SmallCluster({ nodes });
  cluster.create("deployments.apps", webDeployment({ replicas: 4 }));
  cluster.clock.advance(10_000);
  return {
    cluster,
    node: (name: string) => cluster.api.get("nodes", undefined, name) as Node,
    podsOn: (name: string) => cluster.pods().filter(({ spec }) => spec.nodeName === name),
  };
}

// Order, wording and times as seen on a kind cluster with Kubernetes 1.34.4 of which a worker was stopped.
test("A silent node is lost after its grace period, its pods leave service at once and the node after five minutes.", () => {
  const { cluster, node, podsOn } = start(2);
  const log: string[] = [];
  cluster.informers.of<Node>("nodes").onChange(({ now }) => {
    const ready = findCondition(now?.status?.conditions, "Ready");
    const taints = (now?.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`).join(" ");
    const line = `${now?.metadata.name} ${ready?.status} ${ready?.reason} ${taints}`.trim();
    if (now?.metadata.name === "node-2" && log.at(-1) !== line) log.push(line);
  });
  cluster.silent.add("node-2");
  cluster.clock.advance(40_000);
  expect(podsOn("node-2").map(isPodReady)).toEqual([true, true]);
  cluster.clock.advance(20_000);
  expect(log).toEqual([
    "node-2 True KubeletReady",
    "node-2 Unknown NodeStatusUnknown",
    "node-2 Unknown NodeStatusUnknown node.kubernetes.io/unreachable:NoSchedule",
    "node-2 Unknown NodeStatusUnknown node.kubernetes.io/unreachable:NoSchedule node.kubernetes.io/unreachable:NoExecute",
  ]);
  expect(findCondition(node("node-2").status?.conditions, "Ready")?.message).toBe(
    "Kubelet stopped posting node status.",
  );
  expect(podsOn("node-2").map(isPodReady)).toEqual([false, false]);
  expect(cluster.deployment().status).toMatchObject({ replicas: 4, readyReplicas: 2, unavailableReplicas: 2 });

  cluster.clock.advance(305_000);
  const lost = podsOn("node-2");
  expect(lost.map(({ metadata }) => metadata.deletionTimestamp !== undefined)).toEqual([true, true]);
  expect(findCondition(lost[0]!.status?.conditions, "DisruptionTarget")).toMatchObject({
    status: "True",
    reason: "DeletionByTaintManager",
    message: "Taint manager: deleting due to NoExecute taint",
  });
  expect(podsOn("node-1").map(isPodReady)).toEqual([true, true, true, true]);
  expect(
    cluster.events("Node").map(({ reason, message, source }) => [reason, message, source?.component]),
  ).toContainEqual(["NodeNotReady", "Node node-2 status is now: NodeNotReady", "node-controller"]);
  const name = lost[0]!.metadata.name;
  const told = cluster.events("Pod").filter(({ involvedObject }) => involvedObject.name === name);
  expect(told.map(({ type, reason, message }) => `${type} ${reason}: ${message}`)).toEqual([
    `Normal Scheduled: Successfully assigned default/${name} to node-2`,
    "Warning NodeNotReady: Node is not ready",
    `Normal TaintManagerEviction: Marking for deletion Pod default/${name}`,
  ]);
});

test("A node that reports again in time keeps its pods and loses its taints.", () => {
  const { cluster, node, podsOn } = start(2);
  cluster.silent.add("node-2");
  cluster.clock.advance(120_000);
  const before = podsOn("node-2").map(({ metadata }) => metadata.uid);
  cluster.silent.clear();
  cluster.markReady("node-2");
  cluster.clock.advance(600_000);
  expect(node("node-2").spec?.taints).toBeUndefined();
  expect(podsOn("node-2").map(({ metadata }) => metadata.uid)).toEqual(before);
  expect(cluster.events("Pod").filter(({ message }) => message.startsWith("Cancelling deletion of Pod"))).toHaveLength(
    2,
  );
});

test("When every node is lost no pod is evicted.", () => {
  const { cluster, node } = start(2);
  const journal = keepJournal(cluster);
  cluster.silent.add("node-1").add("node-2");
  cluster.clock.advance(900_000);
  expect(node("node-1").spec?.taints).toMatchObject([{ key: "node.kubernetes.io/unreachable", effect: "NoSchedule" }]);
  expect(cluster.pods().filter(({ metadata }) => metadata.deletionTimestamp !== undefined)).toEqual([]);
  expect(journal.Available.at(-1)).toBe(
    "False MinimumReplicasUnavailable: Deployment does not have minimum availability.",
  );
});

test("A cordoned node is tainted and takes no new pods.", () => {
  const { cluster, node, podsOn } = start(2);
  cluster.patch("nodes", "node-2", { spec: { unschedulable: true } });
  cluster.clock.advance(1000);
  expect(node("node-2").spec?.taints).toMatchObject([
    { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" },
  ]);
  cluster.patch("deployments.apps", "web", { spec: { replicas: 8 } });
  cluster.clock.advance(10_000);
  expect([podsOn("node-1").length, podsOn("node-2").length]).toEqual([6, 2]);
  cluster.patch("nodes", "node-2", { spec: { unschedulable: null } });
  cluster.clock.advance(1000);
  expect(node("node-2").spec?.taints).toBeUndefined();
});
