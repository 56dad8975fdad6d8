import { expect, test } from "vitest";
import { VirtualClock } from "../base/virtual-clock.ts";
import type { ApiWrite, Cluster } from "../clusters/driver.ts";
import type { Fact } from "../timeline/events.ts";
import { Writes } from "./writes.ts";

const write: ApiWrite = {
  at: 5,
  user: "kubernetes-admin",
  userAgent: "kubectl/v1.34.4",
  verb: "patch",
  resource: "deployments.apps",
  namespace: "default",
  name: "web",
  code: 200,
};

/** A cluster whose log is read late: nothing of it is known before somebody waits for it. */
function late(name: string, catchUp: () => Promise<void>): Cluster {
  const known: ApiWrite[] = [];
  const cluster = {
    name,
    writes: (skip: number) => known.slice(skip),
    catchUpOnWrites: async () => {
      await catchUp();
      known.push(write);
    },
  };
  return cluster as unknown as Cluster;
}

async function closed(clusters: readonly Cluster[], signal = new AbortController().signal): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  const writes = new Writes({ clusters, clock: new VirtualClock(), signal, emit: (fact) => void facts.push(fact) });
  writes.collect();
  await writes.close();
  return facts;
}

test("what comes out of a log late is waited for before it is said that all was read", async () => {
  expect(await closed([late("eu", () => Promise.resolve())])).toEqual([
    { type: "apiWrite", cluster: "eu", ...write, at: undefined },
    { type: "auditRead", cluster: "eu", until: 0, writes: 1 },
  ]);
});

test("a log that cannot be read to its end is never said to have been read", async () => {
  const facts = await closed([
    late("eu", () => Promise.reject(new Error("nothing came for 15 s"))),
    late("us", () => Promise.resolve()),
  ]);
  expect(facts[0]).toEqual({
    type: "harnessProblem",
    during: "the audit log of eu",
    message: "nothing came for 15 s",
  });
  expect(facts.slice(1).map((fact) => [fact.type, "cluster" in fact && fact.cluster])).toEqual([
    ["apiWrite", "us"],
    ["auditRead", "us"],
  ]);
});

test("nobody waits for the log of an aborted drill", async () => {
  const waits = late("eu", () => new Promise(() => undefined));
  expect(await closed([waits], AbortSignal.abort())).toEqual([]);
});
