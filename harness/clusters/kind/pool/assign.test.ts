import { expect, test } from "vitest";
import { UserError } from "../../../base/errors.ts";
import { assign } from "./assign.ts";

const wanted = (name: string, nodes: number) => ({ name, context: name, nodes });

test("each cluster of a scenario gets the smallest of the pool's that will do", () => {
  const pool = [
    { name: "1", nodes: 3 },
    { name: "2", nodes: 1 },
    { name: "3", nodes: 2 },
  ];
  const assigned = assign([wanted("eu", 1), wanted("us", 2), wanted("ap", 1)], pool);
  expect(Object.fromEntries([...assigned].map(([name, cluster]) => [name, cluster.name]))).toEqual({
    us: "3",
    eu: "2",
    ap: "1",
  });
});

test("a pool that is too small is refused with what there is and the command that would do", () => {
  const pool = [
    { name: "1", nodes: 1 },
    { name: "2", nodes: 2 },
  ];
  const refusal = () => assign([wanted("eu", 2), wanted("us", 2)], pool);
  expect(refusal).toThrow(UserError);
  expect(refusal).toThrow(
    "the pool is too small: the scenario wants eu of 2 nodes, us of 2 nodes; the pool has cluster 1 of 1 node, cluster 2 of 2 nodes",
  );
  expect(refusal).toThrow(
    expect.objectContaining({ hint: "Make it larger with drill pool up --clusters 2 --nodes 2." }),
  );
});

test("a dedicated control plane takes a node more", () => {
  const pool = [
    { name: "1", nodes: 1 },
    { name: "2", nodes: 2 },
  ];
  const assigned = assign([{ ...wanted("eu", 1), controlPlane: "dedicated" }], pool);
  expect(assigned.get("eu")!.name).toBe("2");
});
