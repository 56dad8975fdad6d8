import { describe, expect, test } from "vitest";
import type { KubernetesObject, ResourceName } from "../../../kubernetes.ts";
import { findingsOf, kubectl, refusal, refusedCreation, startApi } from "../testing/api.ts";

/** What a creation is refused with. The texts are those of a Kubernetes 1.34.4 server. */
function findings(resource: ResourceName, body: KubernetesObject): string {
  const error = refusedCreation(resource, body);
  expect(error.code).toBe(422);
  return findingsOf(error);
}

describe("a Service is refused", () => {
  test.each([
    ["without ports", { ports: [] }, "spec.ports: Required value"],
    [
      "with two ports without names",
      { ports: [{ port: 80 }, { port: 81 }] },
      "[spec.ports[0].name: Required value, spec.ports[1].name: Required value]",
    ],
    [
      "of an unknown type",
      { type: "X" },
      'spec.type: Unsupported value: "X": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    [
      "with a node port and no use for it",
      { ports: [{ port: 80, nodePort: 30080 }] },
      "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    ],
    [
      "whose address is another's",
      { clusterIP: "10.96.0.1" },
      'spec.clusterIPs: Invalid value: ["10.96.0.1"]: failed to allocate IP 10.96.0.1: provided IP is already allocated',
    ],
  ])("%s", (_, spec, message) => {
    const body = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "s" },
      spec: { ports: [{ port: 80 }], ...spec },
    };
    expect(findings("services", body)).toBe(message);
  });
});

describe("a Service", () => {
  test("gets an address of its own and keeps it; a node port goes with the type that needs it", () => {
    const { api } = startApi();
    const body = (name: string) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name },
      spec: { ports: [{ port: 80 }] },
    });
    const first = api.create("services", "default", body("a"), { caller: kubectl })["spec"];
    const second = api.create("services", "default", body("b"), { caller: kubectl })["spec"];
    expect(first).toMatchObject({
      type: "ClusterIP",
      clusterIPs: [first.clusterIP],
      ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
    });
    expect(second.clusterIP).not.toBe(first.clusterIP);
    const patch = (spec: object) =>
      api.patch("services", "default", "a", { type: "merge", body: { spec } as never }, { caller: kubectl })["spec"];
    const open = patch({ type: "NodePort" });
    expect(open.clusterIP).toBe(first.clusterIP);
    expect(open.ports[0].nodePort).toBeGreaterThanOrEqual(30_000);
    expect(patch({ type: "ClusterIP" }).ports).toEqual(first.ports);
    expect(refusal(() => patch({ clusterIP: "None" })).message).toBe(
      'Service "a" is invalid: spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set',
    );
  });
});
