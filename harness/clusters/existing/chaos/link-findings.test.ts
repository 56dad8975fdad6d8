import { expect, test } from "vitest";
import { demoSpec } from "../../testing/demo-spec.ts";
import type { WorldSpec } from "../../world.ts";
import { findingsOn } from "./link-findings.ts";
import type { ChaosSight } from "./sights.ts";

const spec: WorldSpec = { ...demoSpec(), faultyLinks: [{ between: ["eu", "us"] as const, hasBandwidth: false }] };
const sight = (context: string, changes: Partial<ChaosSight> = {}): ChaosSight => ({
  context,
  isServed: true,
  addresses: { nodes: [context === "us" ? "10.0.2.1" : "10.0.1.1"], pods: ["10.244.0.0/24"] },
  ...changes,
});
const findings = (eu: Partial<ChaosSight> = {}, us: Partial<ChaosSight> = {}, world = spec) =>
  findingsOn(
    world,
    new Map([
      ["eu", sight("prod-eu-1", eu)],
      ["us", sight("us", us)],
    ]),
  );

test("a link whose clusters both have Chaos Mesh is hindered at both ends, by addresses that mean the far end alone", () => {
  const { ways, problems, remarks } = findings();
  expect(ways).toEqual([
    { near: "eu", far: "us", targets: ["10.0.2.1"] },
    { near: "us", far: "eu", targets: ["10.0.1.1"] },
  ]);
  expect(problems).toEqual([]);
  expect(remarks).toEqual([
    "Faults on the link eu–us reach users whom the other region serves and, by Chaos Mesh, what pods send to the other " +
      "cluster's nodes and pods; what goes by load balancers, gateways or other addresses is not reached.",
  ]);
});

test("where one of the two lacks it, only users are reached, and the context that lacks it is named", () => {
  const { ways, farEnds, problems, remarks } = findings({ isServed: false });
  expect([ways, [...farEnds], problems]).toEqual([[], [], []]);
  expect(remarks).toEqual([
    "Faults on the link eu–us reach only users whom the other region serves, not what pods send each other: prod-eu-1 " +
      "does not serve networkchaos.chaos-mesh.org/v1alpha1.",
  ]);
});

test("a far end without an address of its own is refused, and why", () => {
  expect(findings({}, { addresses: { nodes: [], pods: [] } }).problems).toEqual([
    "link eu–us: no node of us has an IPv4 address, so that Chaos Mesh cannot be told what leads there",
  ]);
  expect(findings({}, { addresses: { nodes: ["10.0.1.1"], pods: ["10.244.0.0/16"] } }).problems).toEqual([
    "link eu–us: every address of us's nodes and pods is one of eu's too (10.0.1.1, 10.244.0.0/16)",
    "link eu–us: every address of eu's nodes and pods is one of us's too (10.0.1.1, 10.244.0.0/24)",
  ]);
});

test("nodes that this user may not list are left to the check of permissions", () => {
  const { ways, farEnds, problems } = findings({}, { addresses: undefined });
  expect([ways, problems]).toEqual([[], []]);
  expect(farEnds.get("us")).toEqual(["eu"]);
});

test("what is done to users alone is said: bandwidths, and links that the scenario itself makes slow", () => {
  const between = ["us", "eu"] as const;
  const links = [{ between, latency: 50, jitter: 0 }];
  const { remarks } = findings({}, {}, { ...spec, links, faultyLinks: [{ between, hasBandwidth: true }] });
  expect(remarks.slice(1)).toEqual([
    "The bandwidth of the link eu–us is limited for users only.",
    "The scenario's links eu–us slow users only: pods are as far from each other as they are.",
  ]);
});
