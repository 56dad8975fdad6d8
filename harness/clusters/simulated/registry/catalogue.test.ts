import { expect, test } from "vitest";
import { parseReference } from "../../image-reference.ts";
import type { ImageSpec } from "../../world.ts";
import { Catalogue } from "./catalogue.ts";

const image: ImageSpec = {
  reference: "registry.test/shop/web:v1",
  version: "v1",
  size: 1000,
  pushed: true,
  behaviour: { startsAfter: 0, ready: true, errors: 0, latency: 1, readsConfig: [], whenConfig: [] },
};
const web = parseReference("registry.test/shop/web:v1")!;
const other = parseReference("docker.io/library/nginx:1.29")!;
const otherTag = parseReference("registry.test/shop/web:v9")!;

test("images that nobody declared exist, in repositories that nobody declared", () => {
  const catalogue = new Catalogue([image]);
  expect(catalogue.resolve(web)?.size).toBe(1000);
  expect(catalogue.resolve(other)?.digest).toMatch(/^sha256:/);
  expect(catalogue.resolve(otherTag)).toBeUndefined();
});

test("images that nobody declared are missing where the scenario wants it so", () => {
  const catalogue = new Catalogue([image], "missing");
  expect(catalogue.resolve(web)?.size).toBe(1000);
  expect(catalogue.resolve(other)).toBeUndefined();
  expect(catalogue.resolve(otherTag)).toBeUndefined();
  expect(catalogue.repositories()).toEqual(["shop/web"]);
});
