import { expect, test } from "vitest";
import { findCondition } from "../../kinds/condition.ts";
import { SmallCluster, tester, webDeployment } from "../testing/small-cluster.ts";
import { keepJournal } from "../testing/journal.ts";

function start(spec: object = {}, annotations: Record<string, string> = {}) {
  const cluster = new SmallCluster();
  const deployment = webDeployment(spec);
  cluster.create("deployments.apps", { ...deployment, metadata: { ...deployment.metadata, annotations } });
  cluster.clock.advance(10_000);
  const revisions = () =>
    cluster
      .replicaSets()
      .map(({ metadata }) => Number(metadata.annotations!["deployment.kubernetes.io/revision"]))
      .sort((a, b) => a - b);
  return { cluster, revisions, wait: (seconds: number) => cluster.clock.advance(seconds * 1000) };
}

test("A name that another template holds is a collision, and the next name is free.", () => {
  const { cluster, wait } = start();
  const [taken] = cluster.replicaSets();
  cluster.delete("deployments.apps", "web");
  wait(10);
  const { metadata, spec } = taken!;
  const labels = { app: "other" };
  const template = { ...spec.template, metadata: { labels } };
  const foreign = { apiVersion: "apps/v1", kind: "ReplicaSet", metadata: { name: metadata.name } };
  cluster.create("replicasets.apps", {
    ...foreign,
    spec: { replicas: 0, selector: { matchLabels: labels }, template },
  });
  cluster.create("deployments.apps", webDeployment());
  wait(10);
  expect(cluster.deployment().status).toMatchObject({ collisionCount: 1, availableReplicas: 3 });
  expect(cluster.replicaSets().map((set) => set.metadata.name)).not.toEqual([metadata.name]);
});

test("Annotations go down to the newest ReplicaSet, all but those about the deployment alone.", () => {
  const { cluster, wait } = start(
    {},
    { "kubernetes.io/change-cause": "first", "kubectl.kubernetes.io/last-applied-configuration": "{}" },
  );
  const annotations = () => cluster.replicaSets()[0]!.metadata.annotations;
  const own = {
    "deployment.kubernetes.io/revision": "1",
    "deployment.kubernetes.io/desired-replicas": "3",
    "deployment.kubernetes.io/max-replicas": "4",
  };
  expect(annotations()).toEqual({ ...own, "kubernetes.io/change-cause": "first" });
  cluster.patch("deployments.apps", "web", { metadata: { annotations: { "kubernetes.io/change-cause": "second" } } });
  wait(1);
  expect(annotations()).toEqual({ ...own, "kubernetes.io/change-cause": "second" });
});

test("A ReplicaSet that is taken up again remembers its revisions, and the rest keep theirs.", () => {
  const { cluster, wait } = start();
  for (const image of ["app:v2", "app:v3"]) {
    cluster.setImage(image);
    wait(15);
  }
  cluster.undo(1);
  wait(15);
  cluster.undo();
  wait(15);
  cluster.undo();
  wait(15);
  const told = cluster
    .replicaSets()
    .map(({ spec, metadata: { annotations = {} } }) => [
      spec.template.spec.containers[0]!.image,
      annotations["deployment.kubernetes.io/revision"],
      annotations["deployment.kubernetes.io/revision-history"],
    ]);
  expect(told.sort()).toEqual([
    ["app:v1", "6", "1,4"],
    ["app:v2", "2", undefined],
    ["app:v3", "5", "3"],
  ]);
  expect(cluster.deployment().metadata.annotations).toEqual({ "deployment.kubernetes.io/revision": "6" });
});

test("Only as many old ReplicaSets as the history limit says are kept, and none while the rollout is stuck.", () => {
  const { cluster, revisions, wait } = start({ revisionHistoryLimit: 0 });
  cluster.setImage("app:missing");
  wait(15);
  expect(revisions()).toEqual([1, 2]);
  cluster.setImage("app:v2");
  wait(15);
  expect(revisions()).toEqual([3]);
});

test("Without a deadline there is no judgement of progress.", () => {
  const { cluster, wait } = start({ progressDeadlineSeconds: 2_147_483_647 });
  cluster.setImage("app:missing");
  wait(3600);
  expect(cluster.deployment().status.conditions?.map(({ type }) => type)).toEqual(["Available"]);
});

test("A stuck rollout exceeds its deadline once, and nothing else happens to it.", () => {
  const { cluster, wait } = start({ progressDeadlineSeconds: 60 });
  const journal = keepJournal(cluster);
  cluster.setImage("app:missing");
  wait(55);
  expect(findCondition(cluster.deployment().status.conditions, "Progressing")?.reason).toBe("ReplicaSetUpdated");
  wait(10);
  const { resourceVersion } = cluster.deployment().metadata;
  expect(journal.Progressing.at(-1)).toMatch(
    /^False ProgressDeadlineExceeded: ReplicaSet "web-\d" has timed out progressing\.$/,
  );
  wait(3600);
  expect(cluster.deployment().metadata.resourceVersion).toBe(resourceVersion);
  expect(cluster.deployment().status).toMatchObject({ availableReplicas: 3, updatedReplicas: 1 });
});

test("A deployment in a namespace that goes away does not fight for its ReplicaSets.", () => {
  const cluster = new SmallCluster();
  cluster.create("namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
  const deployment = webDeployment();
  cluster.create("deployments.apps", { ...deployment, metadata: { ...deployment.metadata, namespace: "shop" } });
  cluster.clock.advance(5000);
  cluster.api.delete("namespaces", undefined, "shop", { caller: tester });
  cluster.clock.advance(60_000);
  expect(cluster.api.find("namespaces", undefined, "shop")).toBeUndefined();
});

test("A pod that is deleted is replaced.", () => {
  const { cluster, wait } = start();
  const [pod] = cluster.pods();
  cluster.delete("pods", pod!.metadata.name);
  wait(5);
  expect(cluster.pods()).toHaveLength(3);
  expect(cluster.pods().map(({ metadata }) => metadata.uid)).not.toContain(pod!.metadata.uid);
});

test("Revisions count on from an adopted ReplicaSet's, past what a float can hold.", () => {
  const { cluster, wait } = start();
  const revision = "deployment.kubernetes.io/revision";
  cluster.patch("replicasets.apps", cluster.replicaSets()[0]!.metadata.name, {
    metadata: { annotations: { [revision]: "3546343826724305832" } },
  });
  cluster.setImage("app:v2");
  wait(30);
  expect(cluster.replicaSets().map(({ metadata }) => metadata.annotations![revision])).toContain("3546343826724305833");
});
