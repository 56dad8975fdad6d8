import { describe, expect, test } from "vitest";
import type { Pod } from "../../kinds/pod.ts";
import { SmallCluster, type SmallClusterOptions } from "../testing/small-cluster.ts";
import { keepWorkloadJournal, setImage, undo, webStatefulSet } from "../testing/workloads.ts";
import recorded from "./recorded-rollouts.json" with { type: "json" };

// The journals were recorded on a kind cluster with Kubernetes 1.34.4.

const sets = "statefulsets.apps";

describe.each([1, 2, 3])("With seed %i", (seed) => {
  function start(spec: object, options: SmallClusterOptions = {}) {
    const cluster = new SmallCluster({ seed, ...options });
    const journal = keepWorkloadJournal(cluster, "web");
    cluster.create(sets, webStatefulSet(spec));
    const wait = (seconds: number) => cluster.clock.advance(seconds * 1000);
    const partition = (number: number) =>
      cluster.patch(sets, "web", { spec: { updateStrategy: { rollingUpdate: { partition: number } } } });
    wait(10);
    return { cluster, journal, wait, partition };
  }

  test("A rollout, its undo, a partition and scaling go through the states that a real cluster goes through.", () => {
    const { cluster, journal, wait, partition } = start({});
    setImage(cluster, sets, "app:v2");
    wait(20);
    undo(cluster, sets);
    wait(20);
    partition(2);
    wait(1);
    setImage(cluster, sets, "app:v3");
    wait(10);
    partition(0);
    wait(20);
    cluster.patch(sets, "web", { spec: { replicas: 1 } });
    wait(8);
    cluster.patch(sets, "web", { spec: { replicas: 2 } });
    wait(8);
    const upToRestart = (list: readonly string[], last: string) => list.slice(0, list.lastIndexOf(last) + 1);
    const { status, events, pods, revisions } = recorded.rolling;
    expect(journal.status).toEqual(status.slice(0, -2));
    expect(journal.events).toEqual(events.slice(0, -1));
    expect(journal.pods).toEqual(upToRestart(pods, "web-1 created of revision 3"));
    expect(journal.revisions).toEqual(revisions.slice(0, 4));
  });

  test("A broken rollout stays stuck after its undo until the broken pod is deleted.", () => {
    const { cluster, journal, wait } = start({});
    setImage(cluster, sets, "app:missing");
    wait(10);
    undo(cluster, sets);
    wait(600);
    expect(journal.pods.at(-1)).toBe("web-2 created of revision 2");
    cluster.delete("pods", "web-2");
    wait(10);
    expect(journal).toEqual(recorded.broken);
  });

  test("A parallel set makes its pods at once and gets out of a broken rollout by itself.", () => {
    const startsAfter = ({ metadata, spec }: Pod) =>
      spec.containers[0]!.image.endsWith(":missing") ? undefined : 1000 + 100 * Number(metadata.name.slice(-1));
    const { cluster, journal, wait } = start({ podManagementPolicy: "Parallel" }, { startsAfter });
    setImage(cluster, sets, "app:v2");
    wait(20);
    setImage(cluster, sets, "app:missing");
    wait(8);
    undo(cluster, sets);
    wait(8);
    cluster.patch(sets, "web", { spec: { replicas: 5 } });
    wait(8);
    const beforeScaling = (list: readonly string[], isLast: (text: string) => boolean) =>
      list.slice(0, list.findIndex(isLast));
    // How the counts go down while four pods end at once depends on the node.
    expect(journal.status).toEqual(
      beforeScaling(recorded.parallel.status, (text) => text.includes("observedGeneration 6")),
    );
    expect(journal.events).toEqual(
      beforeScaling(recorded.parallel.events, (text) => text.includes("delete Pod web-4")),
    );
    expect(journal.pods).toEqual(beforeScaling(recorded.parallel.pods, (text) => text.includes("web-4 deleted")));
    expect(journal.revisions).toEqual(recorded.parallel.revisions);
    cluster.patch(sets, "web", { spec: { replicas: 1 } });
    wait(8);
    expect(journal.events).toEqual(recorded.parallel.events);
    expect(journal.status.at(-1)).toBe(recorded.parallel.status.at(-1));
  });

  test("With OnDelete a pod gets the new template only when somebody has deleted it.", () => {
    const { cluster, journal, wait } = start(
      { replicas: 2, updateStrategy: { type: "OnDelete" } },
      { stopsAfter: 1000 },
    );
    setImage(cluster, sets, "app:v2");
    wait(4);
    cluster.delete("pods", "web-0");
    wait(8);
    cluster.delete("pods", "web-1");
    wait(8);
    expect(journal).toEqual(recorded.onDelete);
  });

  test("A revision holds the template with sorted keys, as kubectl compares it before an undo.", () => {
    const { cluster } = start({ replicas: 0 });
    const [revision] = cluster.api.list("controllerrevisions.apps", { namespace: "default" }).items;
    expect(JSON.stringify(revision!["data"])).toMatch(
      /^{"spec":{"template":{"\$patch":"replace","metadata":{"labels":{"app":"web"}},"spec":{"containers":\[{"image":"app:v1","imagePullPolicy":/,
    );
  });

  test("Claims are made with the pods, and kept.", () => {
    const claim = {
      metadata: { name: "data" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    };
    const { cluster, journal, wait } = start({ replicas: 2, minReadySeconds: 3, volumeClaimTemplates: [claim] });
    expect(journal.events).toEqual(recorded.claims.events);
    expect(journal.status.slice(0, 7)).toEqual(recorded.claims.status.slice(0, 7));
    const [pod] = cluster.pods();
    expect(pod!.spec["volumes"]).toContainEqual({ name: "data", persistentVolumeClaim: { claimName: "data-web-0" } });
    cluster.delete(sets, "web");
    wait(10);
    expect(cluster.pods()).toEqual([]);
    const claims = cluster.api.list("persistentvolumeclaims", { namespace: "default" }).items;
    expect(claims.map(({ metadata }) => [metadata.name, metadata.labels])).toEqual([
      ["data-web-0", { app: "web" }],
      ["data-web-1", { app: "web" }],
    ]);
  });
});
