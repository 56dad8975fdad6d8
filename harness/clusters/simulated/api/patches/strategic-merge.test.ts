import { describe, expect, test } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import { kubernetesSchema } from "../../schema/schema.ts";
import { refusal } from "../testing/api.ts";
import { mergePatch } from "./merge-patch.ts";
import { strategicMerge } from "./strategic-merge.ts";

const type = kubernetesSchema.kind("apps/v1", "Deployment")!;
const pods = kubernetesSchema.kind("v1", "Pod")!;

/** A Deployment of the given pod spec. */
const of = (spec: object, more: object = {}) => ({ spec: { template: { spec }, ...more } });
const podSpec = (original: object, patch: object) =>
  strategicMerge(type, of(original), of(patch))["spec"].template.spec;

describe("strategic merge patch", () => {
  test("merges lists item by item under their merge key", () => {
    const original = {
      containers: [
        { name: "app", image: "a:1", env: [{ name: "A", value: "1" }] },
        { name: "side", image: "s" },
      ],
    };
    const patch = { containers: [{ name: "app", image: "a:2", env: [{ name: "B", value: "2" }] }] };
    expect(podSpec(original, patch).containers).toEqual([
      {
        name: "app",
        image: "a:2",
        env: [
          { name: "B", value: "2" },
          { name: "A", value: "1" },
        ],
      },
      { name: "side", image: "s" },
    ]);
  });

  test("puts the items of the patch before those that only the server has", () => {
    expect(podSpec({ containers: [{ name: "app" }] }, { containers: [{ name: "side" }] }).containers).toEqual([
      { name: "side" },
      { name: "app" },
    ]);
  });

  test("follows $setElementOrder, and keeps the server's own items where they stood", () => {
    const original = { containers: [{ name: "a" }, { name: "own" }, { name: "b" }] };
    const patch = {
      "$setElementOrder/containers": [{ name: "b" }, { name: "a" }],
      containers: [{ name: "a", image: "x" }],
    };
    expect(podSpec(original, patch).containers).toEqual([{ name: "own" }, { name: "b" }, { name: "a", image: "x" }]);
  });

  test("orders a list that it does not otherwise change", () => {
    const patch = { "$setElementOrder/containers": [{ name: "b" }, { name: "a" }] };
    expect(podSpec({ containers: [{ name: "a" }, { name: "b" }] }, patch).containers).toEqual([
      { name: "b" },
      { name: "a" },
    ]);
  });

  test("deletes an item with $patch: delete and a field with null", () => {
    const original = { containers: [{ name: "a", image: "x", command: ["sh"] }, { name: "b" }] };
    const patch = {
      containers: [
        { name: "b", $patch: "delete" },
        { name: "a", command: null },
      ],
    };
    expect(podSpec(original, patch).containers).toEqual([{ name: "a", image: "x" }]);
  });

  test("replaces a list or an object with $patch: replace", () => {
    expect(podSpec({ volumes: [{ name: "a" }] }, { volumes: [{ $patch: "replace" }, { name: "b" }] }).volumes).toEqual([
      { name: "b" },
    ]);
    expect(podSpec({ containers: [{ name: "a" }], dnsPolicy: "x" }, { $patch: "replace", containers: [] })).toEqual({
      containers: [],
    });
  });

  test("drops with $retainKeys what the patch does not keep", () => {
    const original = of({}, { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } });
    const patch = { spec: { strategy: { $retainKeys: ["type"], type: "Recreate" } } };
    expect(strategicMerge(type, original, patch)["spec"].strategy).toEqual({ type: "Recreate" });
    const volumes = podSpec(
      { volumes: [{ name: "v", emptyDir: {} }] },
      { volumes: [{ $retainKeys: ["configMap", "name"], name: "v", configMap: { name: "c" } }] },
    ).volumes;
    expect(volumes).toEqual([{ name: "v", configMap: { name: "c" } }]);
  });

  test("treats lists of scalars that merge as sets", () => {
    const original = { metadata: { finalizers: ["a", "b"] } };
    expect(strategicMerge(pods, original, { metadata: { finalizers: ["c"] } })["metadata"].finalizers).toEqual([
      "c",
      "a",
      "b",
    ]);
    const patch = { metadata: { "$deleteFromPrimitiveList/finalizers": ["a"] } };
    expect(strategicMerge(pods, original, patch)["metadata"].finalizers).toEqual(["b"]);
  });

  test("replaces lists that have no merge key", () => {
    expect(podSpec({ tolerations: [{ key: "a" }] }, { tolerations: [{ key: "b" }] }).tolerations).toEqual([
      { key: "b" },
    ]);
  });

  test.each([
    [500, { containers: [{ image: "x" }] }, "map: map[image:x] does not contain declared merge key: name"],
    [500, { containers: [{ name: "a", $patch: "mess" }] }, "unknown patch type: mess in map: map[$patch:mess name:a]"],
    [400, { volumes: [{ $retainKeys: ["name"], name: "v", emptyDir: {} }] }, "invalid patch format of retainKeys"],
  ])("refuses with %d %j", (code, patch, message) => {
    const original = { containers: [{ name: "a" }], volumes: [{ name: "v" }] };
    expect(refusal(() => podSpec(original, patch))).toMatchObject({ code, message });
  });

  const container = fc.record(
    {
      name: fc.constantFrom("a", "b", "c", "d"),
      image: fc.constantFrom("x:1", "x:2"),
      workingDir: fc.constantFrom("/", "/app"),
    },
    { requiredKeys: ["name"] },
  );
  const containers = fc.uniqueArray(container, { selector: ({ name }) => name, maxLength: 4 });
  const labels = fc.dictionary(fc.constantFrom("p", "q"), fc.constantFrom("1", "2"));
  const whole = fc.record({ containers, nodeSelector: labels });
  const part = fc.record(
    { containers, nodeSelector: fc.dictionary(fc.constantFrom("p", "q"), fc.option(fc.constant("3"))) },
    { requiredKeys: [] },
  );

  test("applied twice is the same as applied once", () => {
    fc.assert(
      fc.property(whole, part, (original, patch) => {
        const once = podSpec(original, patch);
        expect(podSpec(once, patch)).toEqual(once);
      }),
    );
  });

  test("leaves nothing out that it sets, keeps every item that it does not delete, and invents none", () => {
    fc.assert(
      fc.property(whole, part, (original, patch) => {
        const result: { containers: { name: string }[] } = podSpec(original, patch);
        const names = (list: readonly { name: string }[] = []) => list.map(({ name }) => name);
        expect(new Set(names(result.containers))).toEqual(
          new Set([...names(original.containers), ...names(patch.containers)]),
        );
        for (const item of patch.containers ?? [])
          expect(result.containers.find(({ name }) => name === item.name)).toMatchObject(item);
      }),
    );
  });

  test("does not touch what it is given", () => {
    fc.assert(
      fc.property(whole, part, (original, patch) => {
        const before = structuredClone([original, patch]);
        podSpec(original, patch);
        expect([original, patch]).toEqual(before);
      }),
    );
  });
});

describe("JSON merge patch", () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, 1, "x"),
      fc.array(fc.nat(3), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "b"), tie("value")),
    ),
  })).value;

  test("applied twice is the same as applied once", () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
    );
  });
});
