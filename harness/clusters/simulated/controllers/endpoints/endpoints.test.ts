import { describe, expect, test } from "vitest";
import type { Endpoints, EndpointSlice, Service } from "../../kinds/service.ts";
import { SmallCluster, webDeployment } from "../testing/small-cluster.ts";
import type { Member } from "./members.ts";
import { planSlices } from "./slices.ts";

const webService = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web", labels: { app: "web" } },
  spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: "http" }] },
};

function start(replicas: number) {
  const cluster = new SmallCluster({ stopsAfter: 5000 });
  cluster.create("services", webService);
  cluster.clock.advance(1000);
  const slices = () =>
    cluster.api
      .list("endpointslices.discovery.k8s.io", { namespace: "default" })
      .items.filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === "web") as EndpointSlice[];
  const endpoints = () => cluster.api.get("endpoints", "default", "web") as Endpoints;
  const conditions = () => slices().flatMap((slice) => (slice.endpoints ?? []).map((endpoint) => endpoint.conditions));
  if (replicas > 0) cluster.create("deployments.apps", webDeployment({ replicas }));
  cluster.clock.advance(10_000);
  return { cluster, slices, endpoints, conditions };
}

const serving = { ready: true, serving: true, terminating: false };

// Shapes as on Kubernetes 1.34.4.
test("A service without pods has one empty slice and Endpoints without subsets.", () => {
  const { slices, endpoints } = start(0);
  expect(slices()).toMatchObject([
    {
      metadata: {
        generateName: "web-",
        labels: {
          app: "web",
          "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
          "kubernetes.io/service-name": "web",
        },
        ownerReferences: [{ kind: "Service", name: "web", controller: true, blockOwnerDeletion: true }],
      },
      addressType: "IPv4",
    },
  ]);
  expect([slices()[0]?.endpoints ?? null, slices()[0]?.ports ?? null]).toEqual([null, null]);
  expect(endpoints().metadata.labels).toEqual({
    app: "web",
    "endpoints.kubernetes.io/managed-by": "endpoint-controller",
  });
  expect(endpoints().subsets).toBeUndefined();
});

test("Ready pods are published with the port that they name.", () => {
  const { cluster, slices, endpoints } = start(2);
  const [first, second] = [...cluster.pods()].sort((a, b) => (a.status!.podIP! < b.status!.podIP! ? -1 : 1));
  const target = ({ metadata: { name, uid } }: typeof first & object) => ({
    kind: "Pod",
    namespace: "default",
    name,
    uid,
  });
  expect(slices()[0]).toMatchObject({
    endpoints: [
      { addresses: ["10.244.0.1"], conditions: serving, nodeName: first!.spec.nodeName, targetRef: target(first!) },
      { addresses: ["10.244.0.2"], conditions: serving, nodeName: second!.spec.nodeName, targetRef: target(second!) },
    ],
    ports: [{ name: "", port: 8080, protocol: "TCP" }],
  });
  expect(endpoints().subsets).toEqual([
    {
      addresses: [
        { ip: "10.244.0.1", nodeName: first!.spec.nodeName, targetRef: target(first!) },
        { ip: "10.244.0.2", nodeName: second!.spec.nodeName, targetRef: target(second!) },
      ],
      ports: [{ port: 8080, protocol: "TCP" }],
    },
  ]);
});

test("A pod that is being deleted stays in the slice, serving and not ready, until it is gone.", () => {
  const { cluster, conditions, endpoints } = start(2);
  cluster.patch("deployments.apps", "web", { spec: { replicas: 1 } });
  cluster.clock.advance(1000);
  expect(conditions()).toContainEqual({ ready: false, serving: true, terminating: true });
  expect(endpoints().subsets?.[0]?.addresses).toHaveLength(1);
  cluster.clock.advance(6000);
  expect(conditions()).toEqual([serving]);
});

test("Endpoints go with their service.", () => {
  const { cluster, slices } = start(2);
  cluster.delete("services", "web");
  cluster.clock.advance(1000);
  expect(slices()).toEqual([]);
  expect(cluster.api.find("endpoints", "default", "web")).toBeUndefined();
});

test("A service takes no slice over from an earlier one of its name that was deleted without it.", () => {
  const { cluster, slices } = start(1);
  const [before] = slices();
  cluster.delete("services", "web", "Orphan");
  cluster.clock.advance(1000);
  expect(slices()).toMatchObject([{ metadata: { name: before!.metadata.name } }]);
  cluster.create("services", webService);
  cluster.clock.advance(1000);
  expect(slices()).toHaveLength(1);
  expect(slices()[0]!.metadata.name).not.toBe(before!.metadata.name);
});

test("A slice that somebody deletes comes back.", () => {
  const { cluster, slices, conditions } = start(2);
  cluster.delete("endpointslices.discovery.k8s.io", slices()[0]!.metadata.name);
  cluster.clock.advance(1000);
  expect(conditions()).toEqual([serving, serving]);
});

describe("Slices", () => {
  const service = { metadata: { name: "web" }, spec: {} } as unknown as Service;
  const member = (i: number, port = 80): Member => ({
    ip: `10.0.0.${i}`,
    nodeName: undefined,
    target: { kind: "Pod", namespace: "default", name: `web-${i}`, uid: `uid-${i}` },
    serving: true,
    terminating: false,
    ports: [{ name: "", port, protocol: "TCP" }],
  });
  const members = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => member(from + i));
  const stored = (name: string, content: object) =>
    ({ metadata: { name, namespace: "default" }, addressType: "IPv4", ...content }) as unknown as EndpointSlice;

  test("hold a hundred endpoints each.", () => {
    const { keep } = planSlices(service, members(0, 150), []);
    expect(keep.map(({ content }) => content.endpoints?.length)).toEqual([100, 50]);
  });

  test("keep endpoints where they are and close no gaps.", () => {
    const [a, b] = planSlices(service, members(0, 150), []).keep;
    const present = [stored("a", a!.content), stored("b", b!.content)];
    const { keep, remove } = planSlices(service, members(50, 151), present);
    expect(keep.map(({ slice, content }) => [slice?.metadata.name, content.endpoints?.length])).toEqual([
      ["a", 51],
      ["b", 50],
    ]);
    expect(remove).toEqual([]);
  });

  test("are one for each set of ports.", () => {
    const { keep } = planSlices(service, [member(1, 80), member(2, 8080), member(3, 80)], []);
    expect(keep.map(({ content }) => [content.ports?.[0]?.port, content.endpoints?.length])).toEqual([
      [80, 2],
      [8080, 1],
    ]);
  });

  test("become an empty one when the last member goes.", () => {
    const [first] = planSlices(service, members(0, 2), []).keep;
    const present = [stored("a", first!.content)];
    expect(planSlices(service, [], present)).toEqual({
      keep: [{ slice: present[0], content: { endpoints: null, ports: null } }],
      remove: [],
    });
  });
});
