import { describe, expect, test } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import {
  difference,
  hasPath,
  intersection,
  leaf,
  node,
  pathsOf,
  union,
  type FieldNode,
  type FieldSet,
} from "./field-set.ts";
import { pathText } from "./path-element.ts";

/** Sets over a few elements, at most three deep. */
const set: fc.Arbitrary<FieldSet> = fc
  .array(fc.array(fc.constantFrom("f:a", "f:b", 'k:{"n":"x"}'), { minLength: 1, maxLength: 3 }), { maxLength: 6 })
  .map((paths) => paths.reduce<FieldSet>((all, path) => union(all, setOf(path)), undefined));

function setOf(path: readonly string[]): FieldSet {
  return path.reduceRight<FieldNode>((below, element) => ({ [element]: below }), leaf);
}

const members = (fields: FieldSet) => new Set([...pathsOf(fields)].map((path) => path.join(" ")));

describe("sets of fields", () => {
  test("behave as sets of their paths do", () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [x, y] = [members(a), members(b)];
        expect(members(union(a, b))).toEqual(x.union(y));
        expect(members(difference(a, b))).toEqual(x.difference(y));
        expect(members(intersection(a, b))).toEqual(x.intersection(y));
        for (const path of pathsOf(a)) expect(hasPath(a, path)).toBe(true);
      }),
    );
  });

  test("return their first operand when an operation has no effect", () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const all = union(a, b);
        expect(union(all, a)).toBe(all);
        const rest = difference(a, b);
        expect(difference(rest, b)).toBe(rest);
      }),
    );
  });

  test("mark a member that has children", () => {
    expect(union({ "f:a": { "f:b": leaf } }, { "f:a": leaf })).toEqual({ "f:a": { ".": {}, "f:b": {} } });
    expect(difference({ "f:a": { ".": leaf, "f:b": leaf } }, { "f:a": { "f:b": leaf } })).toEqual({ "f:a": {} });
    expect(node(false, {})).toBeUndefined();
  });

  test("spell their paths as conflicts do", () => {
    const path = ["f:spec", 'k:{"containerPort":80,"protocol":"TCP"}', 'v:"x"'];
    expect(pathText(path)).toBe('.spec[containerPort=80,protocol="TCP"][="x"]');
  });
});
