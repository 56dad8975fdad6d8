import { describe, expect, test } from "vitest";
import { findCondition } from "../../kinds/condition.ts";
import type { AutoscalerSpec, HorizontalPodAutoscaler } from "../../kinds/horizontal-pod-autoscaler.ts";
import type { Metrics } from "../../metrics.ts";
import { SmallCluster, webDeployment } from "../testing/small-cluster.ts";
import { forUtilization } from "./calculator.ts";
import { Memory } from "./memory.ts";
import { limit, stabilise } from "./limits.ts";

const autoscalers = "horizontalpodautoscalers.autoscaling";
const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };

/** Each pod uses so many megabytes, of 100 requested. */
function start(use: { megabytes: number }, spec: Partial<AutoscalerSpec> = {}) {
  const metrics: Metrics = {
    ofPod: () => ({
      at: cluster.clock.wallTime(),
      window: 15_000,
      usage: [{ name: "app", cpu: 0, memory: use.megabytes * 1e6 }],
    }),
    ofNode: () => undefined,
  };
  const cluster: SmallCluster = new SmallCluster({ metrics, startsAfter: () => 500 });
  const resources = { requests: { memory: "100M" } };
  const containers = [{ name: "app", image: "app:v1", resources }];
  cluster.create(
    "deployments.apps",
    webDeployment({ template: { metadata: { labels: { app: "web" } }, spec: { containers } } }),
  );
  const metric = {
    type: "Resource",
    resource: { name: "memory", target: { type: "Utilization", averageUtilization: 50 } },
  };
  cluster.create(autoscalers, {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web" },
    spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 10, metrics: [metric], ...spec },
  });
  const wait = (seconds: number) => cluster.clock.advance(seconds * 1000);
  const found = () => cluster.api.get(autoscalers, "default", "web") as HorizontalPodAutoscaler;
  const condition = (type: string) => {
    const { status, reason } = findCondition(found().status?.conditions, type)!;
    return `${status} ${reason}`;
  };
  return { cluster, wait, found, condition, replicas: () => cluster.deployment().spec.replicas };
}

describe("An autoscaler", () => {
  test("looks after 15 s for the first time, and adds replicas no faster than it may", () => {
    const { wait, replicas, condition, cluster } = start({ megabytes: 200 });
    wait(14);
    expect(replicas()).toBe(3);
    wait(2);
    expect(replicas()).toBe(6);
    expect(condition("ScalingLimited")).toBe("True ScaleUpLimit");
    wait(15);
    expect(replicas()).toBe(10);
    expect(condition("ScalingLimited")).toBe("True TooManyReplicas");
    expect(cluster.events("HorizontalPodAutoscaler").map(({ message }) => message)).toEqual([
      "New size: 6; reason: memory resource utilization (percentage of request) above target",
      "New size: 10; reason: memory resource utilization (percentage of request) above target",
    ]);
  });

  test("keeps the most that it has wanted for five minutes before it takes replicas away", () => {
    const use = { megabytes: 50 };
    const { wait, replicas, condition } = start(use);
    wait(16);
    expect(replicas()).toBe(3);
    expect(condition("ScalingLimited")).toBe("False DesiredWithinRange");
    use.megabytes = 10;
    wait(285);
    expect(replicas()).toBe(3);
    expect(condition("AbleToScale")).toBe("True ScaleDownStabilized");
    wait(31);
    expect(replicas()).toBe(1);
  });

  test("does nothing while it is within a tenth of its target", () => {
    const { wait, replicas, found } = start({ megabytes: 54 });
    wait(60);
    expect(replicas()).toBe(3);
    expect(found().status?.currentMetrics).toEqual([
      { type: "Resource", resource: { name: "memory", current: { averageUtilization: 54, averageValue: "54M" } } },
    ]);
  });

  test("goes as its behaviour says", () => {
    const rules = { selectPolicy: "Max", policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] } as const;
    const { wait, replicas } = start(
      { megabytes: 200 },
      { behavior: { scaleUp: { ...rules, stabilizationWindowSeconds: 0 } } },
    );
    wait(16);
    expect(replicas()).toBe(4);
    wait(30);
    expect(replicas()).toBe(4);
    wait(35);
    expect(replicas()).toBe(5);
  });

  test("tells of pods that ask for nothing", () => {
    const { wait, condition, cluster } = start({ megabytes: 10 });
    const containers = [{ name: "app", image: "app:v1", resources: null }];
    cluster.patch("deployments.apps", "web", { spec: { template: { spec: { containers } } } });
    wait(20);
    expect(condition("ScalingActive")).toBe("False FailedGetResourceMetric");
    const [first] = cluster.events("HorizontalPodAutoscaler");
    expect(first?.message).toMatch(
      /^failed to get memory utilization: missing request for memory in container app of Pod web-/,
    );
  });
});

test("Of pods without figures the worst is assumed, but never so that the direction changes.", () => {
  const clock = new SmallCluster({ nodes: 0 }).clock;
  const pod = (name: string) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default" },
    spec: { containers: [{ name: "app", image: "a", resources: { requests: { memory: "100" } } }] },
    status: { phase: "Running" as const },
  });
  const propose = (used: number) =>
    forUtilization({ resource: "memory", container: undefined }, 50, {
      pods: [pod("a"), pod("b"), pod("c")],
      current: 3,
      clock,
      metrics: {
        ofPod: ({ metadata }) =>
          metadata.name === "c"
            ? undefined
            : { at: clock.wallTime(), window: 15_000, usage: [{ name: "app", cpu: 0, memory: used }] },
        ofNode: () => undefined,
      },
    }).replicas;
  expect(propose(10)).toBe(3);
  expect(propose(100)).toBe(4);
  expect(propose(50)).toBe(3);
});

test("A direction that is switched off is not taken.", () => {
  const spec: AutoscalerSpec = {
    scaleTargetRef,
    maxReplicas: 9,
    behavior: { scaleDown: { selectPolicy: "Disabled", stabilizationWindowSeconds: 0 } },
  };
  const memory = new Memory();
  const wish = { spec, current: 5, desired: 2, now: 0 };
  expect(stabilise(wish, memory)).toMatchObject({ replicas: 2, reason: "ReadyForNewScale" });
  expect(limit(wish, memory)).toMatchObject({ replicas: 5, reason: "ScaleDownLimit" });
});
