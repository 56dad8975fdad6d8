import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../../kubernetes.ts";
import { kubectl, startApi } from "../testing/api.ts";

/** A service that changes step by step. */
function start(spec: object) {
  const { api } = startApi();
  const options = { caller: kubectl };
  const body = { apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec };
  api.create("services", "default", body, options);
  const change = (patch: object): KubernetesObject["spec"] => {
    const merge = { spec: patch } as never;
    return api.patch("services", "default", "web", { type: "merge", body: merge }, options)["spec"];
  };
  return { change };
}

describe("A service", () => {
  test("that becomes a name elsewhere gives its address back.", () => {
    const { change } = start({ ports: [{ port: 80 }] });
    const spec = change({ type: "ExternalName", externalName: "a.b" });
    expect(spec).toEqual({
      type: "ExternalName",
      externalName: "a.b",
      sessionAffinity: "None",
      ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
    });
    expect(change({ type: "ClusterIP", externalName: null }).clusterIP).toMatch(/^10\.96\./);
  });

  test("keeps a node port with the name of its port.", () => {
    const { change } = start({ type: "NodePort", ports: [{ name: "http", port: 80, nodePort: 31000 }] });
    expect(change({ ports: [{ name: "http", port: 81 }] }).ports[0].nodePort).toBe(31000);
    expect(change({ type: "ClusterIP" }).ports[0].nodePort).toBeUndefined();
  });

  test("whose balancer asks each node gets a port for that, as long as it does.", () => {
    const { change } = start({ type: "LoadBalancer", externalTrafficPolicy: "Local", ports: [{ port: 80 }] });
    const { healthCheckNodePort } = change({ selector: { app: "web" } });
    expect(healthCheckNodePort).toBeGreaterThanOrEqual(30_000);
    expect(change({ externalTrafficPolicy: "Cluster" }).healthCheckNodePort).toBeUndefined();
  });
});
