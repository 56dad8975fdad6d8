import { describe, expect, test } from "vitest";
import { forbidden } from "../../api/status-error.ts";
import { keepJournal } from "../testing/journal.ts";
import { SmallCluster, webDeployment } from "../testing/small-cluster.ts";
import recorded from "./recorded-rollouts.json" with { type: "json" };

// The journals were recorded on a kind cluster with Kubernetes 1.34.4, with pods that need some seconds to start.

// They must not depend on how long each controller takes, which is what the seed decides here.
describe.each([1, 2, 3])("With seed %i", (seed) => {
  function start(spec: object) {
    const cluster = new SmallCluster({ seed });
    const journal = keepJournal(cluster);
    cluster.create("deployments.apps", webDeployment(spec));
    cluster.clock.advance(10_000);
    return { cluster, journal, wait: (seconds: number) => cluster.clock.advance(seconds * 1000) };
  }

  test("A new image and its undo go through the states that a real cluster goes through.", () => {
    const { cluster, journal, wait } = start({});
    cluster.setImage("app:v2");
    wait(20);
    cluster.undo();
    wait(20);
    expect(journal).toEqual(recorded.good);
  });

  test("A missing image stops the rollout, exceeds the deadline, is undone, redone and undone again.", () => {
    const { cluster, journal, wait } = start({ replicas: 4, progressDeadlineSeconds: 10 });
    cluster.setImage("app:missing");
    wait(20);
    cluster.undo();
    wait(10);
    cluster.undo();
    wait(15);
    cluster.patch("deployments.apps", "web", { spec: { paused: true } });
    wait(2);
    cluster.patch("deployments.apps", "web", { spec: { paused: null } });
    wait(2);
    cluster.undo();
    wait(10);
    expect(journal).toEqual(recorded.missing);
  });

  test("A paused deployment is scaled but not rolled out until it is resumed.", () => {
    const { cluster, journal, wait } = start({ minReadySeconds: 5 });
    cluster.patch("deployments.apps", "web", { spec: { paused: true } });
    wait(2);
    cluster.setImage("app:v2");
    wait(3);
    cluster.patch("deployments.apps", "web", { spec: { replicas: 5 } });
    wait(12);
    cluster.patch("deployments.apps", "web", { spec: { paused: null } });
    wait(40);
    cluster.patch("deployments.apps", "web", { spec: { replicas: 1 } });
    wait(5);
    expect(journal).toEqual(recorded.pause);
  });

  test("A deployment that is scaled amid a rollout shares the change out between its ReplicaSets.", () => {
    const strategy = { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } };
    const { cluster, journal, wait } = start({ replicas: 10, strategy });
    cluster.setImage("app:missing");
    wait(5);
    cluster.patch("deployments.apps", "web", { spec: { replicas: 15 } });
    wait(8);
    cluster.patch("deployments.apps", "web", { spec: { replicas: 6 } });
    wait(8);
    cluster.setImage("app:v2");
    wait(1);
    // What follows depends on the order in which single pods become ready.
    expect(journal.sizes).toEqual(recorded.scale.sizes.slice(0, 13));
    expect(journal.scaling).toEqual(recorded.scale.scaling.slice(0, 12));
    wait(20);
    expect(journal.Progressing).toEqual(recorded.scale.Progressing);
    expect(journal.Available).toEqual(recorded.scale.Available);
    expect(cluster.pods().map(({ spec }) => spec.containers[0]!.image)).toEqual(Array(6).fill("app:v2"));
  });

  test("A Recreate deployment ends the old pods first and forgets all but the limited history.", () => {
    const { cluster, journal, wait } = start({ strategy: { type: "Recreate" }, revisionHistoryLimit: 1 });
    for (const version of ["v2", "v3", "v4"]) {
      cluster.setImage(`app:${version}`);
      wait(10);
    }
    expect(journal).toEqual(recorded.recreate);
  });

  test("Pods that a quota forbids are a ReplicaFailure until the quota allows them.", () => {
    const { cluster, journal, wait } = start({ progressDeadlineSeconds: 10 });
    const why = "exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=3";
    cluster.refusal = (name) => forbidden({ group: "", resource: "pods", name }, why);
    cluster.setImage("app:v2");
    wait(20);
    cluster.refusal = undefined;
    wait(60);
    expect(journal).toEqual(recorded.quota);
    const failures = cluster.events("ReplicaSet").filter(({ reason }) => reason === "FailedCreate");
    expect(failures[0]).toMatchObject({
      type: "Warning",
      message: expect.stringMatching(/^Error creating: pods "web-[0-9a-z]+-abcde" is forbidden: exceeded quota/),
      source: { component: "replicaset-controller" },
    });
  });
});
