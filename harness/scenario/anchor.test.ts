import { describe, expect, test } from "vitest";
import { fc } from "../base/testing/properties.ts";
import { parseAnchor, plainEvents } from "./anchor.ts";

describe("an anchor", () => {
  test.each<[string, object]>([
    ["detected", { on: { event: "detected" }, delay: 0 }],
    ["detected+30s", { on: { event: "detected" }, delay: 30_000 }],
    ["  procedureStarted  +  1m30s ", { on: { event: "procedureStarted" }, delay: 90_000 }],
    ["90s", { on: { event: "baselineProven" }, delay: 90_000 }],
    ["us updated 50%", { on: { event: "updated", cluster: "us", share: 0.5 }, delay: 0 }],
    ["eu-west-1 updated 100% + 5s", { on: { event: "updated", cluster: "eu-west-1", share: 1 }, delay: 5_000 }],
    ["procedureStep 3", { on: { event: "procedureStep", step: 3 }, delay: 0 }],
    ['procedureStep "drain eu + us"', { on: { event: "procedureStep", step: "drain eu + us" }, delay: 0 }],
    ["procedureStep 'drain' + 2s", { on: { event: "procedureStep", step: "drain" }, delay: 2_000 }],
    ["registry-down active", { on: { event: "faultActive", fault: "registry-down" }, delay: 0 }],
    ["registry-down healed + 500ms", { on: { event: "faultHealed", fault: "registry-down" }, delay: 500 }],
  ])("%s", (text, expected) => {
    expect(parseAnchor(text)).toEqual({ ...expected, text });
  });

  test.each([
    ["detected + soon", '"soon" is no duration; expected a number and a unit, such as 500ms, 30s, 1m30s or 2h'],
    ["detected - 5s", '"detected - 5s" is no event; expected one of baselineProven'],
    ["us updated 101%", '"us updated 101%" is no event; expected one of'],
    ["", '"" is no event; expected one of'],
    ["procedureStep", '"procedureStep" is no event; expected one of'],
  ])("%j is refused", (text, message) => {
    expect(() => parseAnchor(text)).toThrow(message);
  });

  test("is an event and its delay, for every event and every whole delay", () => {
    fc.assert(
      fc.property(fc.constantFrom(...plainEvents), fc.nat(10_000_000), (event, delay) => {
        expect(parseAnchor(`${event} + ${delay}ms`)).toMatchObject({ on: { event }, delay });
      }),
    );
  });
});
