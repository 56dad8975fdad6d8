import { expect, test } from "vitest";
import { ProcessLoad } from "./process-load.ts";

const second = 1000;

test("a process uses what the requests of the last full window took", () => {
  const load = new ProcessLoad(0, 10);
  for (let i = 0; i < 300; i++) load.handle(5 * second);
  expect(load.cores(14 * second)).toBeCloseTo(0.001);
  expect(load.cores(15 * second)).toBeCloseTo(0.201);
  for (let i = 0; i < 150; i++) load.handle(16 * second);
  expect(load.cores(29 * second)).toBeCloseTo(0.201);
  expect(load.cores(30 * second)).toBeCloseTo(0.101);
  expect(load.cores(45 * second)).toBeCloseTo(0.001);
});

test("a window without requests is not skipped", () => {
  const load = new ProcessLoad(0, 10);
  load.handle(1 * second);
  load.handle(40 * second);
  expect(load.cores(44 * second)).toBeCloseTo(0.001);
});
