import { describe, expect, test } from "vitest";
import { refusal } from "../testing/api.ts";
import { jsonPatch } from "./json-patch.ts";

const document = { a: { b: 1, "x/y": 2 }, list: ["one", "two"] };

describe("a JSON patch", () => {
  test.each([
    [[{ op: "add", path: "/a/c", value: 3 }], { a: { b: 1, "x/y": 2, c: 3 } }],
    [[{ op: "add", path: "/list/0", value: "zero" }], { list: ["zero", "one", "two"] }],
    [[{ op: "add", path: "/list/-", value: "three" }], { list: ["one", "two", "three"] }],
    [[{ op: "replace", path: "/a/x~1y", value: 9 }], { a: { b: 1, "x/y": 9 } }],
    [[{ op: "replace", path: "/new", value: true }], { new: true }],
    [[{ op: "remove", path: "/list/-1" }], { list: ["one"] }],
    [[{ op: "move", from: "/a/b", path: "/list/0" }], { a: { "x/y": 2 }, list: [1, "one", "two"] }],
    [[{ op: "copy", from: "/list/1", path: "/a/b" }], { a: { b: "two", "x/y": 2 } }],
    [[{ op: "test", path: "/a", value: { "x/y": 2, b: 1 } }], {}],
    [[{ op: "test", path: "/missing", value: null }], {}],
  ])("%j changes what it names", (patch, changes) => {
    expect(jsonPatch(document, patch)).toEqual({ ...document, ...changes });
  });

  test.each([
    [[{ op: "test", path: "/a/b", value: 2 }]],
    [[{ op: "remove", path: "/missing" }]],
    [[{ op: "add", path: "/missing/key", value: 1 }]],
    [[{ op: "replace", path: "/list/2", value: 1 }]],
    [[{ op: "move", from: "/missing", path: "/a" }]],
    [[{ op: "paint", path: "/a" }]],
    [[{ op: "add", path: "a", value: 1 }]],
  ])("%j is refused without a reason, as the real server does", (patch) => {
    expect(refusal(() => jsonPatch(document, patch))).toMatchObject({
      code: 422,
      reason: "Invalid",
      message: "the server rejected our request due to an error in our request",
    });
  });

  test("leaves what it is given alone and shares what it does not change", () => {
    const before = structuredClone(document);
    const patched = jsonPatch(document, [{ op: "add", path: "/list/-", value: "three" }]) as typeof document;
    expect(document).toEqual(before);
    expect(patched.a).toBe(document.a);
  });

  test("is a list of operations", () => {
    expect(refusal(() => jsonPatch(document, { op: "add" }))).toMatchObject({ code: 400 });
  });
});
