import { describe, expect, test } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import { parseLabelSelector } from "./label-selector-text.ts";
import { matches, requirementsOf, selectorText } from "./selectors.ts";
import { refusal } from "./testing/api.ts";

describe("a label selector", () => {
  const labels = { app: "web", tier: "front", build: "12" };

  test.each([
    ["", true],
    ["app=web", true],
    ["app == web", true],
    ["app!=web", false],
    ["missing!=web", true],
    ["app in (api, web)", true],
    ["tier notin (front,back)", false],
    ["missing notin (x)", true],
    ["app", true],
    ["!app", false],
    ["! missing", true],
    ["build>11,build<13", true],
    ["app=web,tier=back", false],
    ["app=", false],
    ["app in ()", false],
  ])("%j selects: %s", (text, selected) => {
    expect(matches(parseLabelSelector(text), labels)).toBe(selected);
  });

  test.each([
    ["a=b=c", "found '=', expected: ',' or 'end of string'"],
    ["a in b", "unable to parse requirement: found 'b' expected: '('"],
    ["a=b,", "found '', expected: identifier after ','"],
    ["=b", "found '=', expected: !, identifier, or 'end of string'"],
    ["a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ])("%j is refused as the real server does", (text, message) => {
    const error = refusal(() => parseLabelSelector(text));
    expect([error.code, error.message]).toEqual([400, message]);
  });

  test("of an object selects the same in its text form", () => {
    const name = fc.constantFrom("a", "b", "c");
    const expression = fc.oneof(
      fc.record({
        key: name,
        operator: fc.constantFrom("In", "NotIn"),
        values: fc.array(name, { minLength: 1, maxLength: 2 }),
      }),
      fc.record({ key: name, operator: fc.constantFrom("Exists", "DoesNotExist") }),
    );
    const selector = fc.record({
      matchLabels: fc.dictionary(name, name),
      matchExpressions: fc.array(expression, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(selector, fc.dictionary(name, name), (written, some) => {
        const parsed = parseLabelSelector(selectorText(written));
        expect(matches(parsed, some)).toBe(matches(requirementsOf(written)!, some));
      }),
    );
  });
});
