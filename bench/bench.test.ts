import { expect, test } from "vitest";
import { measure, quickSizes } from "./measures.ts";

test("The bench measures everything that needs no process of its own, here once and small.", async () => {
  const results = [];
  const fleet = { ...quickSizes.fleet, workers: 1 };
  for await (const result of measure({ ...quickSizes, fleet, starts: 0 })) results.push(result);
  expect(results.map(({ what }) => what)).toEqual([
    "a cluster, in process",
    "a cluster, with HTTPS",
    "memory of an idle cluster",
    "a drill in a warm process, processor time",
    "requests of kubectl's kind over HTTPS",
    "2 clusters of 2 Deployments, out and back",
    "2 clusters of 2 Deployments, out and back, peak memory",
  ]);
  for (const { what, measured } of results) expect(measured, what).toBeGreaterThan(0);
}, 60_000);
