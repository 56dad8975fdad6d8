import { expect, it } from "vitest";
import { sendHostile } from "./testing/hostile/send.ts";
import { startTestCluster } from "./testing/test-cluster.ts";

it("answers whatever a client with the right credentials gets wrong, and never with a mistake of its own", async () => {
  await using cluster = await startTestCluster();
  const { codes, suspects } = await sendHostile({ target: cluster.endpoint, requests: 150, seed: 7, parallel: 4 });
  expect(suspects).toEqual([]);
  expect(cluster.errors).toEqual([]);
  expect(Object.keys(codes).length).toBeGreaterThan(5);
});
