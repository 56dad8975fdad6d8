import { expect, test } from "vitest";
import { fc } from "../base/testing/properties.ts";
import { Router } from "./router.ts";

const regions = ["eu", "us", "ap"];

test("every region is served by its own cluster at first", () => {
  const router = new Router(regions);
  expect(router.shares("us")).toEqual([{ cluster: "us", share: 1 }]);
});

test("a region whose cluster has weight 0 is served by the others in proportion to their weights", async () => {
  const router = new Router(regions);
  await router.setWeights({ us: 0, eu: 75, ap: 25 });
  expect(router.shares("us")).toEqual([
    { cluster: "eu", share: 0.75 },
    { cluster: "ap", share: 0.25 },
  ]);
});

test("a region keeps the part that its own weight says", async () => {
  const router = new Router(regions);
  await router.setWeights({ us: 40 });
  expect(router.shares("us")).toEqual([
    { cluster: "us", share: 0.4 },
    { cluster: "eu", share: 0.3 },
    { cluster: "ap", share: 0.3 },
  ]);
});

test("nobody serves when every weight is 0", async () => {
  const router = new Router(regions);
  await router.setWeights({ eu: 0, us: 0, ap: 0 });
  expect(router.shares("eu")).toEqual([]);
});

test("a weight for an unknown cluster or out of range is refused", async () => {
  const router = new Router(regions);
  await expect(router.setWeights({ mars: 1 })).rejects.toThrow("there is no cluster mars to give a weight to");
  await expect(router.setWeights({ eu: 101 })).rejects.toThrow("the weight of eu is 101, not 0 to 100");
  expect(router.weights()).toEqual({ eu: 100, us: 100, ap: 100 });
});

test("shares sum to 1 whenever some cluster has a weight", async () => {
  const weight = fc.integer({ min: 0, max: 100 });
  await fc.assert(
    fc.asyncProperty(weight, weight, weight, async (eu, us, ap) => {
      fc.pre(eu + us + ap > 0);
      const router = new Router(regions);
      await router.setWeights({ eu, us, ap });
      for (const region of regions) {
        const sum = router.shares(region).reduce((total, { share }) => total + share, 0);
        expect(sum).toBeCloseTo(1, 10);
      }
    }),
  );
});
