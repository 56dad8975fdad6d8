import { describe, expect, test } from "vitest";
import { SmallCluster } from "../testing/small-cluster.ts";
import { keepWorkloadJournal, setImage, undo, webDaemonSet } from "../testing/workloads.ts";
import type { WorkloadJournal } from "../testing/workload-journal.ts";
import recorded from "./recorded-rollouts.json" with { type: "json" };

// The journals were recorded on a kind cluster with Kubernetes 1.34.4 and a single node.

const sets = "daemonsets.apps";

/**
 * Between the end of a node's pod and the count of the next one the real controller may or may not see none; both is in
 * the recording.
 */
function withoutGaps({ status, ...rest }: WorkloadJournal) {
  return {
    ...rest,
    status: status.filter((text) => !text.startsWith("currentNumberScheduled 0; desiredNumberScheduled 1")),
  };
}

describe.each([1, 2, 3])("With seed %i", (seed) => {
  function start(spec: object = {}, nodes = 1) {
    const cluster = new SmallCluster({ seed, nodes });
    const journal = keepWorkloadJournal(cluster, "web");
    cluster.create(sets, webDaemonSet(spec));
    const wait = (seconds: number) => cluster.clock.advance(seconds * 1000);
    wait(5);
    return { cluster, journal, wait };
  }

  test("Rollouts and undos, also of a missing image, go through the states that a real cluster goes through.", () => {
    const { cluster, journal, wait } = start();
    setImage(cluster, sets, "app:v2");
    wait(5);
    undo(cluster, sets);
    wait(5);
    setImage(cluster, sets, "app:missing");
    wait(8);
    undo(cluster, sets);
    wait(5);
    cluster.patch(sets, "web", { spec: { template: { spec: { nodeSelector: { no: "such" } } } } });
    wait(5);
    expect(journal.revisions).toEqual(recorded.rolling.revisions.slice(0, 6));
    cluster.delete(sets, "web");
    wait(5);
    const { revisions: _, ...seen } = withoutGaps(journal);
    const { revisions: _recorded, ...expected } = withoutGaps(recorded.rolling);
    expect(seen).toEqual(expected);
  });

  test("A surge makes the new pod before the old one goes, and OnDelete leaves that to somebody else.", () => {
    const { cluster, journal, wait } = start({
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    });
    setImage(cluster, sets, "app:v2");
    wait(5);
    setImage(cluster, sets, "app:missing");
    wait(8);
    undo(cluster, sets);
    wait(5);
    cluster.patch(sets, "web", { spec: { updateStrategy: { type: "OnDelete", rollingUpdate: null } } });
    wait(1);
    setImage(cluster, sets, "app:v3");
    wait(5);
    cluster.delete("pods", cluster.pods()[0]!.metadata.name);
    wait(5);
    expect(withoutGaps(journal)).toEqual(withoutGaps(recorded.surge));
  });

  test("No more nodes than allowed are without an available pod.", () => {
    const strategy = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 2 } };
    const { cluster, journal, wait } = start({ updateStrategy: strategy }, 5);
    setImage(cluster, sets, "app:v2");
    wait(20);
    const unavailable = journal.status
      .slice(6)
      .map((text) => Number(/numberUnavailable ([0-9]+)/.exec(text)?.[1] ?? 0));
    expect(Math.max(...unavailable)).toBe(2);
    expect(cluster.pods().map(({ spec }) => spec.containers[0]!.image)).toEqual(Array(5).fill("app:v2"));
    expect(
      cluster
        .pods()
        .map(({ spec }) => spec.nodeName)
        .toSorted(),
    ).toEqual(["node-1", "node-2", "node-3", "node-4", "node-5"]);
  });

  test("Nodes get pods when they come, keep them when they are cordoned, and lose them with an untolerated taint.", () => {
    const { cluster, wait } = start({}, 2);
    cluster.addNode("node-3");
    cluster.patch("nodes", "node-1", { spec: { unschedulable: true } });
    cluster.patch("nodes", "node-2", { spec: { taints: [{ key: "gone", effect: "NoExecute" }] } });
    wait(5);
    expect(
      cluster
        .pods()
        .map(({ spec }) => spec.nodeName)
        .toSorted(),
    ).toEqual(["node-1", "node-3"]);
  });

  test("A revision that somebody deletes comes back while pods are of it.", () => {
    const { cluster, wait } = start();
    const revisions = () => cluster.api.list("controllerrevisions.apps").items;
    const [first] = revisions();
    cluster.delete("controllerrevisions.apps", first!.metadata.name);
    wait(1);
    expect(revisions().map(({ metadata, revision }) => [metadata.name, revision])).toEqual([[first!.metadata.name, 1]]);
    expect(revisions()[0]!.metadata.uid).not.toBe(first!.metadata.uid);
  });
});
