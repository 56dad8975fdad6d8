import { expect, test } from "vitest";
import { nodeRoles, nodesWanted } from "./node-roles.ts";

const spec = { name: "eu", context: "eu", nodes: 2 };
const all = ["control-plane", "worker", "worker2"];

test("the control plane runs the application too, and what is not wanted is spare", () => {
  expect(nodesWanted(spec)).toBe(2);
  expect(nodeRoles(all, spec)).toEqual({ nodes: ["control-plane", "worker"], spare: ["worker2"] });
});

test("a dedicated control plane is one node more, and runs nothing of the application", () => {
  const dedicated = { ...spec, controlPlane: "dedicated" } as const;
  expect(nodesWanted(dedicated)).toBe(3);
  expect(nodeRoles(all, dedicated)).toEqual({ nodes: ["worker", "worker2"], spare: ["control-plane"] });
});
