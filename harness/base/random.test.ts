import { expect, test } from "vitest";
import { Random } from "./random.ts";

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.uniform());

test("the same seed gives the same numbers, another seed others", () => {
  expect(draw(new Random(7), 5)).toEqual(draw(new Random(7), 5));
  expect(draw(new Random(7), 5)).not.toEqual(draw(new Random(8), 5));
});

test("a derived stream does not depend on how much its parent has drawn", () => {
  const fresh = new Random(7);
  const used = new Random(7);
  draw(used, 100);
  expect(draw(used.derive("eu"), 5)).toEqual(draw(fresh.derive("eu"), 5));
  expect(draw(fresh.derive("us"), 5)).not.toEqual(draw(fresh.derive("eu"), 5));
});

test("numbers are spread evenly over the unit interval", () => {
  const random = new Random("even");
  const buckets = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 10_000; i++) buckets[Math.floor(random.uniform() * 10)]!++;
  for (const count of buckets) expect(count).toBeGreaterThan(880);
  for (const count of buckets) expect(count).toBeLessThan(1_120);
});

test("UUIDs and suffixes have the form that Kubernetes gives them", () => {
  const random = new Random(1);
  expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(random.suffix(5)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
});
