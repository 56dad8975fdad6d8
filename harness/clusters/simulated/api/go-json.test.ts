import { expect, test } from "vitest";
import { jsonProblem } from "./go-json.ts";

test("a text that is no JSON is refused in Go's words", () => {
  expect(jsonProblem('{"a":1}')).toBeUndefined();
  expect(jsonProblem('{"a":')).toBe("unexpected end of JSON input");
  expect(jsonProblem("")).toBe("unexpected end of JSON input");
  expect(jsonProblem("apiVersion: v1")).toBe("invalid character 'a' looking for beginning of value");
  expect(jsonProblem("not json")).toBe("invalid character 'o' in literal null (expecting 'u')");
});
