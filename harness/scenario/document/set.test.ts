import { describe, expect, test } from "vitest";
import { fc } from "../../base/testing/properties.ts";
import { plain } from "./located.ts";
import { parseYaml } from "./parse.ts";
import { problemLine } from "./problem.ts";
import { applySets } from "./set.ts";

const base = `
traffic: { ratePerCluster: 20/s }
tag: "1.9"
nodes: 2
faults:
  - { name: evicted, for: 1m }
  - { name: registry-down, for: 2m }
answers: { "Step 1.2": go }
empty: []
`;

function apply(...sets: string[]) {
  const { root } = parseYaml({ name: "base", folder: "", text: base });
  const result = applySets(root!, sets, "");
  return { value: plain(result.root) as never, problems: result.problems.map(problemLine) };
}

describe("--set", () => {
  test.each<[string, object]>([
    ["traffic.ratePerCluster=50/s", { traffic: { ratePerCluster: "50/s" } }],
    ["nodes=3", { nodes: 3 }],
    ["faults.0.for=5m", { faults: [{ name: "evicted", for: "5m" }, {}] }],
    ["faults[1].for=5m", { faults: [{}, { for: "5m" }] }],
    ["faults.registry-down.for=5m", { faults: [{}, { name: "registry-down", for: "5m" }] }],
    ["faults.registry-down.on=[eu, us]", { faults: [{}, { on: ["eu", "us"] }] }],
    ['answers."Step 1.2"=stop', { answers: { "Step 1.2": "stop" } }],
    ["expect.redeploy=false", { expect: { redeploy: false } }],
    ["a.b.c={ x: 1 }", { a: { b: { c: { x: 1 } } } }],
    ["decision=a=b", { decision: "a=b" }],
    ["tag=", { tag: "" }],
  ])("%s", (set, expected) => {
    expect(apply(set).problems).toEqual([]);
    expect(apply(set).value).toMatchObject(expected);
  });

  test("keeps what was typed where a text stood: 1.10 is a tag, not a number", () => {
    expect(apply("tag=1.10").value).toMatchObject({ tag: "1.10" });
    expect(apply("nodes=1.10").value).toMatchObject({ nodes: 1.1 });
  });

  test("takes the last one where several say something about one key", () => {
    expect(apply("nodes=3", "nodes=4").value).toMatchObject({ nodes: 4 });
  });

  test.each([
    ["nodes", '--set:1:1: "nodes"; expected path=value, such as traffic.ratePerCluster=50/s'],
    ["=3", '--set:1:1: "=3"; expected keys with dots between them before the ='],
    ["traffic..x=3", '--set:1:1: "traffic..x=3"; expected keys with dots between them before the ='],
    ["faults.7.for=1m", "--set:1:8: faults: index 7; expected 0 to 1"],
    ["empty.0=1m", "--set:1:7: empty: index 0; expected an entry that is there; the list is empty"],
    [
      "faults.registry-dwn.for=1m",
      "--set:1:8: faults: no entry named registry-dwn; expected one of evicted, registry-down, or an index from 0; did you mean registry-down?",
    ],
    ["nodes.x=1", "--set:1:7: nodes: nodes = 2, which has no parts; expected the path of a map or a list"],
    ["nodes=[1", '--set:1:7: "[1", which is no YAML value; expected a value such as 50/s or [eu, us]'],
  ])("%s is refused", (set, problem) => {
    expect(apply(set).problems).toEqual([problem]);
  });

  test("that is refused changes nothing and leaves the others alone", () => {
    const { value, problems } = apply("nodes.x=1", "nodes=5");
    expect(value).toMatchObject({ nodes: 5 });
    expect(problems).toHaveLength(1);
  });

  const key = fc.stringMatching(/^[a-z][a-zA-Z-]{0,8}$/);

  test("puts any number at any path, and nothing else changes", () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 1, maxLength: 4 }), fc.integer(), (path, number) => {
        const text = `first: { x: 1 }\n`;
        const { root } = parseYaml({ name: "base", folder: "", text });
        const full = ["root", ...path];
        const { root: changed, problems } = applySets(root!, [`${full.join(".")}=${number}`], "");
        const expected = full.reduceRight<unknown>((inner, part) => ({ [part]: inner }), number);
        expect(problems).toEqual([]);
        expect(plain(changed)).toEqual({ first: { x: 1 }, ...(expected as object) });
      }),
    );
  });

  test("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { value, problems } = apply(text);
        expect(problems.length > 0 || value !== undefined).toBe(true);
      }),
    );
  });
});
