import { describe, expect, test } from "vitest";
import { findingsOf, refusedCreation } from "../testing/api.ts";

/** What a creation is refused with, after `Kind "name" is invalid: `. The texts are those of a Kubernetes 1.34.4 server. */
function findings(resource: string, apiVersion: string, kind: string, rest: object): string {
  const body = { apiVersion, kind, metadata: { name: "a" }, ...rest };
  return findingsOf(refusedCreation(resource, body));
}

const service = { name: "web", port: { number: 80 } };
const withPath = (path: object) => ({ rules: [{ host: "a.b", http: { paths: [path] } }] });

describe("An Ingress is refused", () => {
  const at = "spec.rules[0].http.paths[0]";
  test.each([
    [
      "whose path is no path",
      withPath({ path: "api", pathType: "Prefix", backend: { service } }),
      `${at}.path: Invalid value: "api": must be an absolute path`,
    ],
    [
      "whose path climbs",
      withPath({ path: "/a/..", pathType: "Exact", backend: { service } }),
      `${at}.path: Invalid value: "/a/..": cannot end with '/..'`,
    ],
    [
      "whose path leads nowhere",
      withPath({ path: "/a", pathType: "Prefix" }),
      `${at}.backend: Invalid value: "": resource or service backend is required`,
    ],
    [
      "without a port",
      withPath({ path: "/a", pathType: "Prefix", backend: { service: { name: "web" } } }),
      `${at}.backend: Required value: port name or number is required`,
    ],
    [
      "for an address",
      { rules: [{ host: "192.0.2.1" }] },
      'spec.rules[0].host: Invalid value: "192.0.2.1": must be a DNS name, not an IP address',
    ],
    ["without rules", {}, "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified"],
  ])("%s", (_, spec, expected) => {
    expect(findings("ingresses.networking.k8s.io", "networking.k8s.io/v1", "Ingress", { spec })).toBe(expected);
  });
});

describe("A Service is refused", () => {
  const ports = [{ port: 80 }];
  test.each([
    [
      "that is a name elsewhere and has an address",
      { type: "ExternalName", externalName: "a.b", clusterIP: "10.96.1.1" },
      "spec.clusterIPs: Forbidden: may not be set for ExternalName services",
    ],
    [
      "with a policy for traffic that cannot come",
      { externalTrafficPolicy: "Local", ports },
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
    [
      "with ranges that are none",
      { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0"], ports },
      'spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    [
      "behind an address of this machine",
      { externalIPs: ["127.0.0.1"], ports },
      'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
  ])("%s", (_, spec, expected) => {
    expect(findings("services", "v1", "Service", { spec })).toBe(expected);
  });
});

test("Endpoints need addresses, and ports that are ports.", () => {
  const subsets = [{ addresses: [{ ip: "127.0.0.1" }], ports: [{ port: 0 }] }, {}];
  expect(findings("endpoints", "v1", "Endpoints", { subsets })).toBe(
    '[subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128), subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, subsets[1]: Required value: must specify `addresses` or `notReadyAddresses`]',
  );
});

test("A part of a network policy's range has to lie within it.", () => {
  const spec = {
    podSelector: {},
    egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16", "11.0.0.0/16"] } }] }],
  };
  expect(findings("networkpolicies.networking.k8s.io", "networking.k8s.io/v1", "NetworkPolicy", { spec })).toBe(
    'spec.egress[0].to[0].ipBlock.except[1]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
  );
});
