import { describe, expect, it, test } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import type { Attributes } from "./access.ts";
import { describeRules, missingRules, ruleAllows, type PolicyRule } from "./rules.ts";

const some = (...values: string[]) => fc.subarray(values, { minLength: 1 });
const resourceRule: fc.Arbitrary<PolicyRule> = fc.record({
  verbs: some("get", "delete", "*"),
  apiGroups: some("", "apps", "*"),
  resources: some("pods", "pods/log", "*/log", "deployments", "*"),
  resourceNames: fc.oneof(fc.constant([]), some("a", "b")),
});
const pathRule: fc.Arbitrary<PolicyRule> = fc.record({
  verbs: some("get", "*"),
  nonResourceURLs: some("/metrics", "/logs/*", "*"),
});
const rules = fc.array(fc.oneof({ weight: 4, arbitrary: resourceRule }, pathRule), { maxLength: 4 });
const attributes: fc.Arbitrary<Attributes> = fc.oneof(
  fc.record({
    kind: fc.constant("resource" as const),
    verb: fc.constantFrom("get", "delete", "patch"),
    group: fc.constantFrom("", "apps", "batch"),
    resource: fc.constantFrom("pods", "deployments", "jobs"),
    subresource: fc.constantFrom("", "log"),
    namespace: fc.constant("shop"),
    name: fc.constantFrom("", "a", "b", "c"),
  }),
  fc.record({
    kind: fc.constant("path" as const),
    verb: fc.constantFrom("get", "put"),
    path: fc.constantFrom("/metrics", "/logs/today", "/version"),
  }),
);
const allows = (all: readonly PolicyRule[], wanted: Attributes) => all.some((rule) => ruleAllows(rule, wanted));

describe("what somebody lacks", () => {
  test("is nothing only if whatever is granted is held", () => {
    fc.assert(
      fc.property(rules, rules, attributes, (owned, wanted, asked) => {
        if (missingRules(owned, wanted).length === 0 && allows(wanted, asked)) expect(allows(owned, asked)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("is nothing for one's own rights, and for everything where one may do everything", () => {
    const everything = [
      { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
      { verbs: ["*"], nonResourceURLs: ["*"] },
    ];
    fc.assert(
      fc.property(rules, (own) => {
        expect(missingRules(own, own)).toEqual([]);
        expect(missingRules(everything, own)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("is told by its smallest parts, verbs together", () => {
    const wanted = [{ verbs: ["get", "list"], apiGroups: ["", "apps"], resources: ["pods"], resourceNames: ["a"] }];
    const owned = [{ verbs: ["get"], apiGroups: ["apps"], resources: ["*"] }];
    expect(describeRules(missingRules(owned, wanted))).toEqual([
      '{APIGroups:[""], Resources:["pods"], ResourceNames:["a"], Verbs:["get" "list"]}',
      '{APIGroups:["apps"], Resources:["pods"], ResourceNames:["a"], Verbs:["list"]}',
    ]);
  });
});

describe("a rule", () => {
  const asked = { kind: "resource", verb: "get", group: "", namespace: "shop" } as const;

  it.each([
    ["pods", "pods", "", true],
    ["pods", "pods", "log", false],
    ["pods/log", "pods", "log", true],
    ["pods/log", "pods", "", false],
    ["*/log", "jobs", "log", true],
    ["pods/*", "pods", "log", false],
    ["*", "pods", "log", true],
  ])("for %s and a request for %s/%s: %s", (own, resource, subresource, allowed) => {
    const rule = { verbs: ["get"], apiGroups: [""], resources: [own] };
    expect(ruleAllows(rule, { ...asked, resource, subresource, name: "a" })).toBe(allowed);
  });

  it("for named objects does not hold for the collection", () => {
    const rule = { verbs: ["*"], apiGroups: [""], resources: ["pods"], resourceNames: ["a"] };
    const wanted = { ...asked, resource: "pods", subresource: "" };
    expect(ruleAllows(rule, { ...wanted, name: "a" })).toBe(true);
    expect(ruleAllows(rule, { ...wanted, name: "" })).toBe(false);
  });
});
