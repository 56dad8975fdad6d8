import { describe, expect, test } from "vitest";
import { SmallCluster } from "../controllers/testing/small-cluster.ts";
import { findCondition } from "../kinds/condition.ts";
import type { Pod } from "../kinds/pod.ts";

function start(nodes: number) {
  const cluster = new SmallCluster({ nodes });
  for (let i = 1; i <= nodes; i++)
    cluster.patch("nodes", `node-${i}`, { metadata: { labels: { host: `node-${i}`, zone: i < 3 ? "a" : "b" } } });
  const find = (name: string) => cluster.api.get("pods", "default", name) as Pod;
  const place = (name: string, spec: object = {}, labels: Readonly<Record<string, string>> = {}) => {
    const containers = [{ name: "app", image: "app:v1" }];
    const metadata = { name, labels };
    cluster.create("pods", { apiVersion: "v1", kind: "Pod", metadata, spec: { containers, ...spec } });
    cluster.clock.advance(1000);
    return find(name).spec.nodeName;
  };
  const why = (name: string) => findCondition(find(name).status?.conditions, "PodScheduled")?.message;
  const settle = () => cluster.clock.advance(15_000);
  return { cluster, place, find, why, settle, nodeOf: (name: string) => find(name).spec.nodeName };
}

const web = { app: "web" };
const labelSelector = { matchLabels: web };
const terms = (topologyKey: string, selector: object = labelSelector) => ({
  requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: selector }],
});
const apart = (topologyKey = "host") => ({ affinity: { podAntiAffinity: terms(topologyKey) } });
const together = (topologyKey = "host") => ({ affinity: { podAffinity: terms(topologyKey) } });
const spread = (more: object = {}) => ({
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule", labelSelector, ...more },
  ],
});
/** What is said of a single node, as of Kubernetes 1.34.4. */
const refusal = (reason: string, preemption: string) =>
  `0/1 nodes are available: ${reason}. no new claims to deallocate, preemption: 0/1 nodes are available: 1 ${preemption}.`;
const noVictims = "No preemption victims found for incoming pod";
const inVain = "Preemption is not helpful for scheduling";

describe("Pods that keep away from each other", () => {
  test("are on nodes of their own, and one too many waits until one of them has gone.", () => {
    const { cluster, place, why, settle, nodeOf } = start(1);
    expect(place("old", apart(), web)).toBe("node-1");
    expect(place("new", apart(), web)).toBeUndefined();
    expect(why("new")).toBe(refusal("1 node(s) didn't match pod anti-affinity rules", noVictims));
    cluster.delete("pods", "old");
    settle();
    expect(nodeOf("new")).toBe("node-1");
  });

  test("keep others away, too, who say nothing themselves.", () => {
    const { place, why } = start(1);
    place("loner", apart(), { app: "other" });
    expect(place("web", {}, web)).toBeUndefined();
    expect(why("web")).toBe(refusal("1 node(s) didn't satisfy existing pods anti-affinity rules", noVictims));
    expect(place("third", {}, { app: "third" })).toBe("node-1");
  });

  test("have a zone to themselves where that is what they ask for.", () => {
    const { place } = start(3);
    expect(place("first", apart("zone"), web)).toBe("node-1");
    expect(place("second", apart("zone"), web)).toBe("node-3");
    expect(place("third", apart("zone"), web)).toBeUndefined();
  });
});

describe("A pod that wants to be beside others", () => {
  test("waits until one of them is there.", () => {
    const { place, why, settle, nodeOf } = start(1);
    expect(place("near", together(), { app: "other" })).toBeUndefined();
    expect(why("near")).toBe(refusal("1 node(s) didn't match pod affinity rules", inVain));
    place("web", {}, web);
    settle();
    expect(nodeOf("near")).toBe("node-1");
  });

  test("may be the first of its own kind, and draws the others to it.", () => {
    const { place } = start(3);
    expect(["a", "b", "c"].map((name) => place(name, together(), web))).toEqual(["node-1", "node-1", "node-1"]);
  });
});

describe("Pods that are to be spread evenly", () => {
  test("wait where one part would get too many of them.", () => {
    const { cluster, place, why } = start(3);
    expect(["a", "b"].map((name) => place(name, spread(), web))).toEqual(["node-1", "node-3"]);
    cluster.patch("nodes", "node-3", { spec: { unschedulable: true } });
    expect(place("c", spread(), web)).toBe("node-2");
    expect(place("d", spread(), web)).toBeUndefined();
    expect(why("d")).toContain(
      "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match pod topology spread constraints.",
    );
  });

  test("are counted by revision where they say so.", () => {
    const { place } = start(3);
    const byHash = spread({ matchLabelKeys: ["hash"] });
    for (const name of ["a", "b"]) place(name, {}, { ...web, hash: "old" });
    expect(place("new", byHash, { ...web, hash: "new" })).toBe("node-3");
    expect(place("newer", byHash, { ...web, hash: "new" })).toMatch(/node-[12]/);
  });

  test("go nowhere without the label.", () => {
    const { place, why } = start(1);
    expect(place("web", spread({ topologyKey: "rack" }), web)).toBeUndefined();
    const reason = "1 node(s) didn't match pod topology spread constraints (missing required label)";
    expect(why("web")).toBe(refusal(reason, inVain));
  });
});

test("A pod whose claim is missing waits for it.", () => {
  const { cluster, place, why, settle, nodeOf } = start(1);
  place("web", { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] });
  expect(why("web")).toBe('0/1 nodes are available: persistentvolumeclaim "data" not found. not found');
  const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  cluster.create("persistentvolumeclaims", {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data" },
    spec,
  });
  settle();
  expect(nodeOf("web")).toBe("node-1");
});

test("A gated pod is not looked at until its gates have gone; a new gate is refused.", () => {
  const { cluster, place, find, nodeOf } = start(1);
  expect(place("web", { schedulingGates: [{ name: "example.com/hold" }] })).toBeUndefined();
  expect(findCondition(find("web").status?.conditions, "PodScheduled")).toMatchObject({
    status: "False",
    reason: "SchedulingGated",
    message: "Scheduling is blocked due to non-empty scheduling gates",
  });
  expect(cluster.events("Pod")).toEqual([]);
  expect(() => cluster.patch("pods", "web", { spec: { schedulingGates: [{ name: "b.c/d" }] } })).toThrow(
    "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b.c/d'",
  );
  cluster.patch("pods", "web", { spec: { schedulingGates: null } });
  cluster.clock.advance(1000);
  expect(nodeOf("web")).toBe("node-1");
});
