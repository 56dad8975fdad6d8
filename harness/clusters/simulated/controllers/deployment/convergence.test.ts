import { describe, expect, test } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import { Random } from "../../../../base/random.ts";
import { isPodActive, isPodReady, type Pod } from "../../kinds/pod.ts";
import { SmallCluster, webDeployment } from "../testing/small-cluster.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { sum } from "./replica-sets.ts";
import { boundsOf } from "./rolling-update.ts";

const parameters = fc.record({
  seed: fc.nat(),
  replicas: fc.integer({ min: 1, max: 9 }),
  maxSurge: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom("0%", "25%", "100%")),
  maxUnavailable: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom("10%", "25%", "100%")),
  minReadySeconds: fc.constantFrom(0, 3),
});

type Parameters = typeof parameters extends fc.Arbitrary<infer T> ? T : never;

function start({ seed, replicas, maxSurge, maxUnavailable, minReadySeconds }: Parameters) {
  const starts = new Random(seed);
  const cluster = new SmallCluster({
    seed,
    startsAfter: ({ spec }: Pod) =>
      spec.containers[0]!.image.endsWith(":missing") ? undefined : starts.between(100, 8000),
  });
  const strategy = { rollingUpdate: { maxSurge, maxUnavailable } };
  cluster.create("deployments.apps", webDeployment({ replicas, minReadySeconds, strategy }));
  cluster.clock.advance(60_000);
  return cluster;
}

const images = (cluster: SmallCluster) => cluster.pods().map(({ spec }) => spec.containers[0]!.image);

describe("A rolling update with any parameters", () => {
  test("stays within its bounds and ends with the new pods alone.", () => {
    fc.assert(
      fc.property(parameters, fc.boolean(), (parameters, isMissing) => {
        const cluster = start(parameters);
        const bounds = boundsOf(cluster.deployment());
        const pods = cluster.informers.of<Pod>("pods");
        const sets = cluster.informers.of<ReplicaSet>("replicasets.apps");
        let most = 0;
        let fewest = Infinity;
        pods.onChange(() => {
          const serving = [...pods.all()].filter((pod) => isPodActive(pod) && isPodReady(pod));
          fewest = Math.min(fewest, serving.length);
        });
        // The upper bound holds for what is asked of the ReplicaSets. For pods it does not hold on a real cluster either:
        // an old ReplicaSet that is to shrink may do so after the new one has grown.
        sets.onChange(() => {
          most = Math.max(
            most,
            sum([...sets.all()], ({ spec }) => spec.replicas),
          );
        });
        cluster.setImage(isMissing ? "app:missing" : "app:v2");
        cluster.clock.advance(400_000);
        expect(most).toBeLessThanOrEqual(parameters.replicas + bounds.maxSurge);
        expect(fewest).toBeGreaterThanOrEqual(parameters.replicas - bounds.maxUnavailable);
        if (!isMissing) expect(images(cluster)).toEqual(Array(parameters.replicas).fill("app:v2"));
      }),
      { numRuns: 25 },
    );
  });

  test("is undone to the template before it, whatever came before that.", () => {
    const history = fc.array(fc.constantFrom("app:v1", "app:v2", "app:v3", "app:missing", "undo"), { maxLength: 5 });
    fc.assert(
      fc.property(parameters, history, (parameters, steps) => {
        const cluster = start(parameters);
        const released = ["app:v1"];
        for (const step of [...steps, "app:v4"]) {
          if (step === released.at(-1)) continue;
          if (step !== "undo") {
            cluster.setImage(step);
            released.push(step);
          } else if (released.length > 1) {
            cluster.undo();
            released.push(released.at(-2)!);
          }
          cluster.clock.advance(5000);
        }
        cluster.undo();
        cluster.clock.advance(400_000);
        const expected = released.at(-2)!;
        expect(cluster.deployment().spec.template.spec.containers[0]!.image).toBe(expected);
        if (expected !== "app:missing") expect(images(cluster)).toEqual(Array(parameters.replicas).fill(expected));
        const revisions = cluster
          .replicaSets()
          .map(({ metadata }) => Number(metadata.annotations!["deployment.kubernetes.io/revision"]));
        expect(new Set(revisions).size).toBe(revisions.length);
        expect(String(Math.max(...revisions))).toBe(
          cluster.deployment().metadata.annotations!["deployment.kubernetes.io/revision"],
        );
      }),
      { numRuns: 25 },
    );
  });
});

test("The same seed gives the same objects, byte for byte.", () => {
  const run = () => {
    const cluster = start({ seed: 7, replicas: 5, maxSurge: "25%", maxUnavailable: "25%", minReadySeconds: 0 });
    cluster.setImage("app:v2");
    cluster.clock.advance(60_000);
    return JSON.stringify(
      ["pods", "events", "replicasets.apps", "deployments.apps"].map((name) => cluster.api.list(name)),
    );
  };
  expect(run()).toBe(run());
});
