import { expect, it } from "vitest";
import { hammer } from "./testing/hammer.ts";
import { startTestCluster } from "./testing/test-cluster.ts";

it("loses no update of 20 clients that change one object in all ways at once, and shows watchers every one in order", async () => {
  await using cluster = await startTestCluster();
  const clients = 20;
  const rounds = 1;
  const { conflicts, final, written, seen } = await hammer(cluster.endpoint, { clients, rounds, watchers: 3 });
  const all = clients * rounds;
  expect(conflicts).toBeGreaterThan(0);
  expect(final.metadata.annotations).toMatchObject({ put: String(all), patch: String(all) });
  expect(final["spec"].replicas).toBe(all);
  const names = Array.from({ length: clients }, (_, client) => client);
  expect(names.map((client) => final.metadata.annotations![`own-${client}`])).toEqual(names.map(() => String(rounds)));
  expect(names.map((client) => final.metadata.labels![`client-${client}`])).toEqual(names.map(() => String(rounds)));
  expect(written).toHaveLength(5 * all);
  expect(new Set(written).size).toBe(written.length);
  expect(seen).toEqual([written, written, written]);
  expect(cluster.errors).toEqual([]);
});
