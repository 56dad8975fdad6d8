import { expect, test } from "vitest";
import { SmallCluster } from "../testing/small-cluster.ts";

const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "ext" },
  spec: { ports: [{ name: "http", port: 80 }] },
};
const endpoints = {
  apiVersion: "v1",
  kind: "Endpoints",
  metadata: { name: "ext", labels: { team: "shop" } },
  subsets: [
    {
      addresses: [{ ip: "10.9.9.1", hostname: "one" }],
      notReadyAddresses: [{ ip: "10.9.9.2" }],
      ports: [{ name: "http", port: 8080 }],
    },
  ],
};

function start() {
  const cluster = new SmallCluster({ stopsAfter: 5000 });
  const slices = () => cluster.api.list("endpointslices.discovery.k8s.io", { namespace: "default" }).items;
  const settle = () => cluster.clock.advance(2000);
  cluster.create("services", service);
  cluster.create("endpoints", endpoints);
  settle();
  return { cluster, slices, settle };
}

// Shapes as on Kubernetes 1.34.4.
test("Endpoints that somebody wrote for a service without selector are mirrored in a slice.", () => {
  const { cluster, slices, settle } = start();
  expect(slices()).toMatchObject([
    {
      metadata: {
        generateName: "ext-",
        labels: {
          team: "shop",
          "endpointslice.kubernetes.io/managed-by": "endpointslicemirroring-controller.k8s.io",
          "kubernetes.io/service-name": "ext",
        },
        ownerReferences: [{ kind: "Endpoints", name: "ext", controller: true, blockOwnerDeletion: true }],
      },
      addressType: "IPv4",
      endpoints: [
        { addresses: ["10.9.9.1"], conditions: { ready: true }, hostname: "one" },
        { addresses: ["10.9.9.2"], conditions: { ready: false } },
      ],
      ports: [{ name: "http", port: 8080, protocol: "TCP" }],
    },
  ]);
  const [before] = slices();
  settle();
  expect(slices()[0]).toBe(before);
  const subsets = [{ addresses: [{ ip: "10.9.9.7" }], ports: [{ name: "http", port: 8081 }] }];
  cluster.patch("endpoints", "ext", { subsets });
  settle();
  expect(slices()).toMatchObject([
    {
      metadata: { name: before?.metadata.name, generation: 2, labels: before?.metadata.labels },
      endpoints: [{ addresses: ["10.9.9.7"] }],
    },
  ]);
});

test("A slice goes with the Endpoints that it mirrors.", () => {
  const { cluster, slices, settle } = start();
  expect(slices()).toHaveLength(1);
  cluster.delete("endpoints", "ext");
  settle();
  expect(slices()).toEqual([]);
});
