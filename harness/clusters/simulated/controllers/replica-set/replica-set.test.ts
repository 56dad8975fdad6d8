import { describe, expect, test } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import { StatusError } from "../../api/status-error.ts";
import type { Pod } from "../../kinds/pod.ts";
import { SmallCluster } from "../testing/small-cluster.ts";
import { mostDeletable } from "./deletion-ranking.ts";
import { slowStart } from "./pod-control.ts";

const now = new Date("2026-01-05T10:00:00Z");

interface Sketch {
  readonly name: string;
  readonly node?: string;
  readonly phase?: string;
  readonly readySince?: string | undefined;
  readonly cost?: string;
  readonly restarts?: number;
  readonly created?: string;
}

function pod({ name, node = "n1", phase = "Running", readySince, cost, restarts = 0, created = "09:00" }: Sketch): Pod {
  const at = (time: string) => `2026-01-05T${time}:00Z`;
  const annotations = cost === undefined ? {} : { "controller.kubernetes.io/pod-deletion-cost": cost };
  const ready =
    readySince === undefined
      ? { type: "Ready", status: "False" }
      : { type: "Ready", status: "True", lastTransitionTime: at(readySince) };
  return {
    metadata: { name, uid: name, creationTimestamp: at(created), annotations },
    spec: { containers: [], nodeName: node === "" ? undefined : node },
    status: { phase, conditions: [ready], containerStatuses: [{ restartCount: restarts }] },
  } as unknown as Pod;
}

const first = (pods: readonly Sketch[], podsOn: (node: string) => number = () => 0) =>
  mostDeletable(pods.map(pod), 1, { now, podsOn })[0]!.metadata.name;

describe("A ReplicaSet deletes first", () => {
  const old = { name: "old", readySince: "09:01" };

  test.each<[string, Sketch]>([
    ["a pod without a node", { name: "x", node: "", phase: "Pending" }],
    ["a pending pod", { name: "x", phase: "Pending" }],
    ["a pod that is not ready", { name: "x" }],
    ["a pod of lower cost", { name: "x", readySince: "09:01", cost: "-10" }],
    ["a pod that became ready later", { name: "x", readySince: "09:50" }],
    ["a pod with more restarts", { name: "x", readySince: "09:01", restarts: 3 }],
    ["a younger pod", { name: "x", readySince: "09:01", created: "09:55" }],
  ])("%s.", (_what, sketch) => {
    expect(first([old, sketch])).toBe("x");
    expect(first([sketch, old])).toBe("x");
  });

  test("a pod on the fuller node.", () => {
    const podsOn = (node: string) => (node === "full" ? 3 : 1);
    expect(first([old, { ...old, name: "x", node: "full" }], podsOn)).toBe("x");
  });

  test("whichever uid comes first among pods of about the same age.", () => {
    expect(
      first([
        { name: "b", readySince: "09:01" },
        { name: "a", readySince: "09:02" },
      ]),
    ).toBe("a");
    expect(
      first([
        { name: "a", readySince: "09:01" },
        { name: "b", readySince: "09:02" },
      ]),
    ).toBe("a");
  });

  test("pods in an order that does not depend on how they are listed.", () => {
    const sketch = fc.record({
      node: fc.constantFrom("", "n1", "n2"),
      phase: fc.constantFrom("Pending", "Running"),
      readySince: fc.option(fc.constantFrom("09:10", "09:40", "09:59"), { nil: undefined }),
      restarts: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(sketch, { maxLength: 8 }), fc.nat(8), (sketches, count) => {
        const pods = sketches.map((s, i) => pod({ ...s, name: `p${i}` }));
        const context = { now, podsOn: () => 1 };
        const names = (list: readonly Pod[]) =>
          mostDeletable(list, count, context)
            .map(({ metadata }) => metadata.name)
            .sort();
        expect(names([...pods].reverse())).toEqual(names(pods));
      }),
    );
  });
});

test("Creations are tried in batches of 1, 2, 4 and end with the batch that fails.", () => {
  let tries = 0;
  expect(slowStart(20, () => tries++)).toBeUndefined();
  expect(tries).toBe(20);
  tries = 0;
  const failure = slowStart(100, () => {
    if (++tries > 3) throw new StatusError(403, "Forbidden", `no ${tries}`);
  });
  expect([tries, failure?.message]).toEqual([7, "no 4"]);
});

test("A pod that leaves the selector is replaced and released, and adopted when it comes back.", () => {
  const cluster = new SmallCluster();
  const labels = { app: "web" };
  cluster.create("replicasets.apps", {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name: "web" },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "app", image: "app:v1" }] } },
    },
  });
  cluster.clock.advance(5000);
  const [pod] = cluster.pods();
  cluster.patch("pods", pod!.metadata.name, { metadata: { labels: { app: "debug" } } });
  cluster.clock.advance(5000);
  expect(cluster.pods()).toHaveLength(3);
  expect(cluster.api.get("pods", "default", pod!.metadata.name).metadata.ownerReferences).toBeUndefined();
  cluster.patch("pods", pod!.metadata.name, { metadata: { labels } });
  cluster.clock.advance(5000);
  expect(cluster.pods()).toHaveLength(2);
});
