import { expect, test } from "vitest";
import { addressesOf, unmistakable } from "./addresses.ts";
import { isIpv4, overlap } from "./ipv4.ts";

test("a cluster's addresses are those of its nodes and the ranges of their pods, IPv4 alone, each once", () => {
  const node = (address: string, podCIDRs: readonly string[]) => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: address },
    spec: { podCIDRs },
    status: {
      addresses: [
        { type: "InternalIP", address },
        { type: "ExternalIP", address: "203.0.113.7" },
        { type: "InternalIP", address: "fd00::1" },
        { type: "Hostname", address: "one" },
      ],
    },
  });
  expect(addressesOf([node("10.0.0.2", ["10.244.1.0/24", "fd00:1::/64"]), node("10.0.0.1", [])])).toEqual({
    nodes: ["10.0.0.1", "10.0.0.2", "203.0.113.7"],
    pods: ["10.244.1.0/24"],
  });
});

test("what leads to the near end too is not taken for the far one", () => {
  const far = { nodes: ["10.0.0.1", "192.168.0.9"], pods: ["10.8.1.0/24"] };
  const near = { nodes: ["10.0.1.1", "192.168.0.9"], pods: ["10.9.0.0/24"] };
  expect(unmistakable(far, near)).toEqual(["10.0.0.1", "10.8.1.0/24"]);
  expect(unmistakable({ ...far, pods: ["10.0.1.0/24"] }, near)).toEqual(["10.0.0.1"]);
});

test("of pods' ranges that two clusters share in part, none is taken: the other nodes' ranges come from the same one", () => {
  const far = { nodes: ["10.0.0.1"], pods: ["10.244.1.0/24", "10.244.2.0/24"] };
  expect(unmistakable(far, { nodes: ["10.0.1.1"], pods: ["10.244.1.0/24"] })).toEqual(["10.0.0.1"]);
});

test("ranges overlap where they share an address, at their edges too", () => {
  expect(overlap("10.0.0.0/24", "10.0.0.255")).toBe(true);
  expect(overlap("10.0.0.0/24", "10.0.1.0")).toBe(false);
  expect(overlap("0.0.0.0/0", "255.255.255.255")).toBe(true);
  expect(overlap("10.0.0.77/24", "10.0.0.3")).toBe(true);
});

test("what is no address of IPv4 is none", () => {
  expect(["10.0.0.1", "10.0.0.0/8"].map(isIpv4)).toEqual([true, true]);
  expect(["10.0.0", "10.0.0.256", "10.0.0.0/33", "fd00::1", "eu-worker"].map(isIpv4)).toEqual(Array(5).fill(false));
});
