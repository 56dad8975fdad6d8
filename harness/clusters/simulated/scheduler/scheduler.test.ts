import { describe, expect, test } from "vitest";
import { kubectl } from "../api/testing/api.ts";
import { SmallCluster } from "../controllers/testing/small-cluster.ts";
import { findCondition } from "../kinds/condition.ts";
import type { Pod } from "../kinds/pod.ts";

function start(nodes: number) {
  const cluster = new SmallCluster({ nodes });
  const place = (name: string, spec: object = {}, container: object = {}) => {
    const containers = [{ name: "app", image: "app:v1", ...container }];
    cluster.create("pods", { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { containers, ...spec } });
    cluster.clock.advance(1000);
    return nodeOf(name);
  };
  const find = (name: string) => cluster.api.get("pods", "default", name) as Pod;
  const nodeOf = (name: string) => find(name).spec.nodeName;
  const told = (name: string) =>
    cluster
      .events("Pod")
      .filter(({ involvedObject }) => involvedObject.name === name)
      .map(({ type, reason, message }) => `${type} ${reason}: ${message}`);
  return { cluster, place, find, nodeOf, told };
}

const cpu = (amount: string) => ({ resources: { requests: { cpu: amount } } });
// Texts as of Kubernetes 1.34.4.
const tail =
  "no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";

test("Pods are spread over the nodes, and it is said where they went.", () => {
  const { place, told } = start(3);
  expect(["a", "b", "c", "d"].map((name) => place(name))).toEqual(["node-1", "node-2", "node-3", "node-1"]);
  expect(told("b")).toEqual(["Normal Scheduled: Successfully assigned default/b to node-2"]);
});

describe("A pod stays pending", () => {
  test("while no node has what it asks for, and is placed when one has.", () => {
    const { cluster, place, find, nodeOf, told } = start(1);
    place("big", {}, cpu("3"));
    expect(place("second", {}, cpu("1500m"))).toBeUndefined();
    const message =
      "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";
    expect(told("second")).toEqual([`Warning FailedScheduling: ${message}`]);
    expect(findCondition(find("second").status?.conditions, "PodScheduled")).toMatchObject({
      status: "False",
      reason: "Unschedulable",
      message,
    });
    cluster.delete("pods", "big");
    cluster.clock.advance(15_000);
    expect(nodeOf("second")).toBe("node-1");
    expect(findCondition(find("second").status?.conditions, "PodScheduled")?.status).toBe("True");
  });

  test.each<[string, object, object, string]>([
    ["node(s) didn't match Pod's node affinity/selector", { nodeSelector: { a: "b" } }, {}, ""],
    ["node(s) were unschedulable", {}, {}, "unschedulable"],
    ["node(s) had untolerated taint(s)", {}, {}, "taint"],
    ["Insufficient cpu, 1 Insufficient memory", {}, { resources: { requests: { cpu: "500", memory: "1Ti" } } }, ""],
  ])("because: %s", (reason, spec, container, nodeState) => {
    const { cluster, place, told } = start(1);
    if (nodeState === "unschedulable") cluster.patch("nodes", "node-1", { spec: { unschedulable: true } });
    if (nodeState === "taint")
      cluster.patch("nodes", "node-1", { spec: { taints: [{ key: "gpu", value: "yes", effect: "NoSchedule" }] } });
    expect(place("web", spec, container)).toBeUndefined();
    expect(told("web")).toEqual([`Warning FailedScheduling: 0/1 nodes are available: 1 ${reason}. ${tail}`]);
  });

  test("when there is no node, until there is one.", () => {
    const { cluster, place, nodeOf, told } = start(0);
    expect(place("web")).toBeUndefined();
    expect(told("web")).toEqual(["Warning FailedScheduling: no nodes available to schedule pods"]);
    cluster.addNode("late");
    cluster.clock.advance(5000);
    expect(nodeOf("web")).toBe("late");
  });
});

test("A toleration lets a pod onto a tainted node.", () => {
  const { cluster, place } = start(1);
  cluster.patch("nodes", "node-1", { spec: { taints: [{ key: "gpu", value: "yes", effect: "NoSchedule" }] } });
  const tolerations = [{ key: "gpu", operator: "Equal", value: "yes", effect: "NoSchedule" }];
  expect(place("web", { tolerations })).toBe("node-1");
});

describe("A pod of higher priority", () => {
  const priorities = (cluster: SmallCluster) => {
    for (const [name, value, preemptionPolicy] of [
      ["high", 1000, "PreemptLowerPriority"],
      ["shy", 2000, "Never"],
      ["low", -10, "PreemptLowerPriority"],
    ] as const) {
      const metadata = { name };
      const body = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata, value, preemptionPolicy };
      cluster.api.create("priorityclasses.scheduling.k8s.io", undefined, body, { caller: kubectl });
    }
  };

  test("takes the place of the least important ones, and no more of them than it needs.", () => {
    const { cluster, place, find, nodeOf, told } = start(1);
    priorities(cluster);
    place("least", { priorityClassName: "low" }, cpu("2"));
    place("usual", {}, cpu("1"));
    place("urgent", { priorityClassName: "high" }, cpu("2"));
    expect(find("urgent").status).toMatchObject({ nominatedNodeName: "node-1" });
    expect(told("urgent")).toEqual(["Warning FailedScheduling: 0/1 nodes are available: 1 Insufficient cpu."]);
    expect(told("least")).toContain(`Normal Preempted: Preempted by pod ${find("urgent").metadata.uid} on node node-1`);
    cluster.clock.advance(15_000);
    expect(nodeOf("urgent")).toBe("node-1");
    expect(nodeOf("usual")).toBe("node-1");
    expect(find("urgent").status).not.toHaveProperty("nominatedNodeName");
  });

  test("that must not displace anybody waits.", () => {
    const { cluster, place, told } = start(1);
    priorities(cluster);
    place("least", { priorityClassName: "low" }, cpu("3"));
    place("patient", { priorityClassName: "shy" }, cpu("3"));
    expect(told("patient")).toEqual([
      "Warning FailedScheduling: 0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.",
    ]);
    expect(told("least").join()).not.toContain("Preempted");
  });
});
