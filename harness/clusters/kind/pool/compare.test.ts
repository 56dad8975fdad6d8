import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../kubernetes.ts";
import { compare } from "./compare.ts";
import { goldenOf } from "./golden.ts";
import type { Inventory, Listed } from "./inventory.ts";
import type { Sight } from "./look.ts";

const node = "pool-1-control-plane";

function listed(type: string, name: string, rest: Partial<KubernetesObject> & { namespace?: string } = {}): Listed {
  const { namespace, metadata, ...parts } = rest;
  const scope = namespace === undefined ? {} : { namespace };
  const object = {
    apiVersion: "v1",
    kind: "Any",
    metadata: { name, uid: `${type}/${name}`, ...scope, ...metadata },
    ...parts,
  };
  return { type, path: `/api/v1/${type}/${name}`, object };
}

const ownedBy = (type: string, name: string) => ({
  ownerReferences: [{ apiVersion: "v1", kind: "Any", name, uid: `${type}/${name}`, controller: true }],
});

const ready = { conditions: [{ type: "Ready", status: "True" }] };
const coredns = { namespace: "kube-system", spec: { replicas: 1 } };
const running = { readyReplicas: 1, updatedReplicas: 1, replicas: 1 };

const atRest: readonly Listed[] = [
  listed("nodes", node, { spec: { podCIDR: "10.244.0.0/24" }, status: ready }),
  listed("namespaces", "kube-system"),
  listed("configmaps", "coredns", { namespace: "kube-system", data: { Corefile: "." } }),
  listed("deployments.apps", "coredns", { ...coredns, status: running }),
  listed("replicasets.apps", "coredns-1", {
    namespace: "kube-system",
    metadata: { name: "coredns-1", ...ownedBy("deployments.apps", "coredns") },
  }),
  listed("secrets", "bootstrap-token-abcdef", { namespace: "kube-system", data: { token: "x" } }),
];

function sight(objects: readonly Listed[], changes: Partial<Sight> = {}): Sight {
  const inventory: Inventory = { objects, unreadable: [] };
  const contents = { [node]: { images: { "pause:3": "sha256:1" }, hosts: {}, pods: [] } };
  return { containers: { [node]: "running" }, inventory, contents, ...changes };
}

const golden = goldenOf(sight(atRest))!;
const textsOf = (seen: Sight) => compare(golden, seen).map(({ text }) => text);
const replaced = (changed: Listed) => atRest.map((one) => (one.path === changed.path ? changed : one));

describe("a cluster is golden", () => {
  test("when nothing has changed", () => {
    expect(compare(golden, sight(atRest))).toEqual([]);
  });

  test("when only what changes by itself has: versions, status, counters, expired tokens, objects of controllers", () => {
    const counted = listed("deployments.apps", "coredns", {
      ...coredns,
      metadata: {
        name: "coredns",
        resourceVersion: "99",
        generation: 7,
        managedFields: [{}],
        annotations: { "deployment.kubernetes.io/revision": "4" },
      },
      status: { ...running, observedGeneration: 7 },
    });
    const renamed = listed("replicasets.apps", "coredns-2", {
      namespace: "kube-system",
      metadata: { name: "coredns-2", ...ownedBy("deployments.apps", "coredns") },
    });
    const objects = [
      ...replaced(counted).filter(({ type }) => type !== "replicasets.apps" && type !== "secrets"),
      renamed,
    ];
    expect(compare(golden, sight(objects))).toEqual([]);
  });
});

describe("a cluster is not golden", () => {
  test("with an object that was not there; it can be deleted", () => {
    const left = listed("clusterroles.rbac.authorization.k8s.io", "ops");
    expect(compare(golden, sight([...atRest, left]))).toEqual([
      {
        text: "clusterroles.rbac.authorization.k8s.io ops: left behind",
        remedy: { is: "delete", path: "/api/v1/clusterroles.rbac.authorization.k8s.io/ops" },
      },
    ]);
  });

  test("with a namespace that was not there, whose content goes with it", () => {
    const left = [listed("namespaces", "shop"), listed("configmaps", "web", { namespace: "shop" })];
    expect(textsOf(sight([...atRest, ...left]))).toEqual(["namespaces shop: left behind"]);
  });

  test("while pods of something that was deleted are still there", () => {
    const left = listed("pods", "web-1", {
      namespace: "kube-system",
      metadata: { name: "web-1", ...ownedBy("deployments.apps", "web") },
    });
    expect(compare(golden, sight([...atRest, left]))).toEqual([
      { text: "pods kube-system/web-1: still there", remedy: { is: "wait" } },
    ]);
  });

  test("when something of its own was changed or is gone, which nothing mends", () => {
    const changed = listed("configmaps", "coredns", { namespace: "kube-system", data: { Corefile: "other" } });
    expect(compare(golden, sight(replaced(changed)))).toEqual([
      { text: "configmaps kube-system/coredns: data changed", remedy: { is: "none" } },
    ]);
    expect(compare(golden, sight(atRest.filter(({ type }) => type !== "configmaps")))).toEqual([
      { text: "configmaps kube-system/coredns: gone", remedy: { is: "none" } },
    ]);
  });

  test("with a cordoned node, which can be put back", () => {
    const cordoned = listed("nodes", node, { spec: { podCIDR: "10.244.0.0/24", unschedulable: true }, status: ready });
    expect(compare(golden, sight(replaced(cordoned)))).toEqual([
      { text: `nodes ${node}: spec changed`, remedy: { is: "node", node } },
    ]);
  });

  test("with an image or a registry's address on a node", () => {
    const contents = {
      [node]: {
        images: { "pause:3": "sha256:1", "web:v1": "sha256:2" },
        hosts: { "/etc/x/hosts.toml": "1" },
        pods: [],
      },
    };
    expect(textsOf(sight(atRest, { contents }))).toEqual([
      `node ${node}: web:v1 left behind`,
      `node ${node}: /etc/x/hosts.toml left behind`,
    ]);
  });

  test("with another image under the name of one of its own", () => {
    const contents = { [node]: { images: { "pause:3": "sha256:9" }, hosts: {}, pods: [] } };
    expect(textsOf(sight(atRest, { contents }))).toEqual([`node ${node}: pause:3 changed or gone`]);
  });

  test("while a kubelet still has a pod that the API has forgotten", () => {
    const contents = { [node]: { images: { "pause:3": "sha256:1" }, hosts: {}, pods: ["4f1c"] } };
    expect(textsOf(sight(atRest, { contents }))).toEqual([`node ${node}: pod 4f1c is not gone yet`]);
  });

  test("while its own deployments are not ready", () => {
    const restarting = listed("deployments.apps", "coredns", { ...coredns, status: { ...running, readyReplicas: 0 } });
    expect(textsOf(sight(replaced(restarting)))).toEqual(["deployments.apps kube-system/coredns: not at rest"]);
  });

  test("with a paused node, or one that is gone, or when its API does not answer", () => {
    const states = (state: string) => sight(atRest, { containers: { [node]: state }, inventory: "no answer" });
    expect(compare(golden, states("paused"))).toEqual([
      { text: `node ${node} is paused`, remedy: { is: "thaw", node } },
      { text: "no answer", remedy: { is: "wait" } },
    ]);
    expect(compare(golden, states("missing"))[0]).toEqual({ text: `node ${node} is missing`, remedy: { is: "none" } });
  });
});

test("no golden state is taken of what could not be looked at", () => {
  expect(goldenOf(sight(atRest, { inventory: "no answer" }))).toBeUndefined();
  expect(goldenOf(sight(atRest, { contents: { [node]: "no answer" } }))).toBeUndefined();
});
