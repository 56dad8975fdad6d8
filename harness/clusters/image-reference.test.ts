import { expect, test } from "vitest";
import { referenceProblem } from "./image-reference.ts";

test.each([
  ["Bad Image", "invalid reference format: repository name (library/Bad Image) must be lowercase"],
  ["registry.test/shop/Web:v1", "invalid reference format: repository name (shop/Web) must be lowercase"],
  ["registry.test/shop/web:v1:v2", "invalid reference format"],
])("What is no reference is told of as containerd does: %s", (text, problem) => {
  expect(referenceProblem(text)).toBe(problem);
});
