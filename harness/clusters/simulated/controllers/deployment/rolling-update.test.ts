import { describe, expect, test } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import type { Deployment, IntOrPercent } from "../../kinds/deployment.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { shareOut } from "./proportional-scaling.ts";
import { boundsOf, newReplicas, shrinkOld } from "./rolling-update.ts";

function deployment(replicas: number, maxSurge: IntOrPercent, maxUnavailable: IntOrPercent): Deployment {
  const strategy = { type: "RollingUpdate", rollingUpdate: { maxSurge, maxUnavailable } };
  return { metadata: { name: "web" }, spec: { replicas, strategy }, status: {} } as unknown as Deployment;
}

function set(name: string, replicas: number, availableReplicas: number, maxReplicas?: number): ReplicaSet {
  const annotations = maxReplicas === undefined ? {} : { "deployment.kubernetes.io/max-replicas": String(maxReplicas) };
  return {
    metadata: { name, creationTimestamp: "2026-01-05T09:00:00Z", annotations },
    spec: { replicas },
    status: { replicas, availableReplicas },
  } as unknown as ReplicaSet;
}

describe("Bounds", () => {
  test.each([
    ["25%", "25%", 4, 1, 1],
    ["25%", "25%", 3, 1, 0],
    ["25%", "25%", 1, 1, 0],
    ["30%", "30%", 10, 3, 3],
    ["1%", "99%", 10, 1, 9],
    [0, 0, 5, 0, 1],
    ["0%", "10%", 5, 0, 1],
    [0, 0, 0, 0, 0],
    [2, 9, 5, 2, 5],
  ])("surge %s and unavailable %s of %i are %i and %i", (maxSurge, maxUnavailable, replicas, surge, unavailable) => {
    expect(boundsOf(deployment(replicas, maxSurge, maxUnavailable))).toEqual({
      maxSurge: surge,
      maxUnavailable: unavailable,
    });
  });

  test("The surge rounds up, unavailability rounds down, and something can always move.", () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), share, share, (replicas, surge, unavailable) => {
        const bounds = boundsOf(deployment(replicas, `${surge}%`, `${unavailable}%`));
        expect(bounds.maxSurge).toBeGreaterThanOrEqual((replicas * surge) / 100);
        expect(bounds.maxSurge).toBeLessThan((replicas * surge) / 100 + 1);
        expect(bounds.maxSurge + bounds.maxUnavailable).toBeGreaterThan(0);
        expect(bounds.maxUnavailable).toBeLessThanOrEqual(Math.max(1, (replicas * unavailable) / 100));
      }),
    );
  });
});

const amid = fc
  .record({
    replicas: fc.integer({ min: 0, max: 40 }),
    surge: fc.integer({ min: 0, max: 10 }),
    unavailable: fc.integer({ min: 0, max: 10 }),
    newest: fc.tuple(fc.nat(40), fc.nat(40)),
    old: fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 4 }),
  })
  .map(({ replicas, surge, unavailable, newest, old }) => ({
    deployment: deployment(replicas, surge, unavailable),
    newest: set("new", newest[0], Math.min(...newest)),
    old: old.map(([size, available], i) => set(`old-${i}`, size, Math.min(size, available))),
  }));

describe("A step of a rolling update", () => {
  test("never raises the pods above desired plus surge.", () => {
    fc.assert(
      fc.property(amid, ({ deployment, newest, old }) => {
        const all = [...old, newest];
        const before = all.reduce((total, { spec }) => total + spec.replicas, 0);
        const after = before - newest.spec.replicas + newReplicas(deployment, all, newest);
        const most = deployment.spec.replicas + boundsOf(deployment).maxSurge;
        expect(after).toBeLessThanOrEqual(Math.max(most, before));
      }),
    );
  });

  test("never takes an available pod that the lower bound needs.", () => {
    fc.assert(
      fc.property(amid, ({ deployment, newest, old }) => {
        const sizes = new Map(old.map((set) => [set, set.spec.replicas]));
        for (const { replicaSet, to } of shrinkOld(deployment, newest, old)) {
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(sizes.get(replicaSet)!);
          sizes.set(replicaSet, to);
        }
        const before = old.reduce(
          (total, { status }) => total + status.availableReplicas!,
          newest.status.availableReplicas!,
        );
        // A ReplicaSet deletes what is not available first.
        const after = old.reduce(
          (total, set) => total + Math.min(set.status.availableReplicas!, sizes.get(set)!),
          newest.status.availableReplicas!,
        );
        const least = deployment.spec.replicas - boundsOf(deployment).maxUnavailable;
        expect(after).toBeGreaterThanOrEqual(Math.min(before, least));
      }),
    );
  });

  test("takes unavailable pods first, from the oldest ReplicaSet on.", () => {
    const steps = shrinkOld(deployment(10, 3, 2), set("new", 5, 0), [set("a", 4, 1), set("b", 4, 4)]);
    expect(steps).toEqual([]);
    const possible = shrinkOld(deployment(6, 3, 2), set("new", 5, 5), [set("a", 4, 1), set("b", 4, 4)]);
    expect(possible.map(({ replicaSet, to }) => [replicaSet.metadata.name, to])).toEqual([
      ["a", 1],
      ["a", 0],
      ["b", 0],
    ]);
  });
});

test("Nothing is taken while an old ReplicaSet has yet to delete pods and counts them as available.", () => {
  const shrinking = { ...set("old", 5, 5), status: { replicas: 11, availableReplicas: 11 } };
  expect(shrinkOld(deployment(6, 3, 2), set("new", 4, 0), [shrinking])).toEqual([]);
  expect(shrinkOld(deployment(6, 3, 2), set("new", 4, 0), [set("old", 5, 5)])).toMatchObject([{ to: 4 }]);
});

describe("Sharing a change of size out", () => {
  test("gives each ReplicaSet its share and the largest what rounding leaves.", () => {
    const sized = shareOut(deployment(15, 3, 2), [set("old", 8, 8, 13), set("new", 5, 0, 13)]);
    expect(sized.map(({ replicaSet, to }) => [replicaSet.metadata.name, to])).toEqual([
      ["old", 11],
      ["new", 7],
    ]);
  });

  test("ends at desired plus surge, whatever the sizes were.", () => {
    fc.assert(
      fc.property(amid, ({ deployment, newest, old }) => {
        const before = [...old, newest].map((set, i) => ({
          ...set,
          metadata: { ...set.metadata, annotations: { "deployment.kubernetes.io/max-replicas": String(10 + i) } },
        }));
        const after = shareOut(deployment, before);
        if (after.length === 0) return;
        const { replicas } = deployment.spec;
        const wanted = replicas > 0 ? replicas + boundsOf(deployment).maxSurge : 0;
        const total = after.reduce((sum, { to }) => sum + to, 0);
        expect(after.every(({ to }) => to >= 0)).toBe(true);
        expect(total).toBeGreaterThanOrEqual(wanted);
        const floored = after.some(({ to }) => to === 0);
        if (!floored) expect(total).toBe(wanted);
      }),
    );
  });
});
