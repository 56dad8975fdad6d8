import { describe, expect, test } from "vitest";
import { SmallCluster } from "../testing/small-cluster.ts";

const claims = "persistentvolumeclaims";

function start(spec: object = {}) {
  const cluster = new SmallCluster();
  const own = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...spec };
  cluster.create(claims, { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "data" }, spec: own });
  cluster.clock.advance(1000);
  const claim = () => cluster.api.find(claims, "default", "data");
  const volumes = () => cluster.api.list("persistentvolumes").items;
  const events = () =>
    cluster.events("PersistentVolumeClaim").map(({ type, reason, message }) => `${type} ${reason} ${message}`);
  return { cluster, claim, volumes, events };
}

describe("A claim", () => {
  test("of the default class gets a volume of its own, as on a kind cluster.", () => {
    const { claim, volumes, events } = start();
    const { uid } = claim()!.metadata;
    expect(claim()).toMatchObject({
      metadata: {
        annotations: {
          "pv.kubernetes.io/bind-completed": "yes",
          "pv.kubernetes.io/bound-by-controller": "yes",
          "volume.beta.kubernetes.io/storage-provisioner": "kubernetes.io/host-path",
          "volume.kubernetes.io/storage-provisioner": "kubernetes.io/host-path",
        },
      },
      spec: { storageClassName: "standard", volumeName: `pvc-${uid}` },
      status: { phase: "Bound", accessModes: ["ReadWriteOnce"], capacity: { storage: "1Gi" } },
    });
    expect(volumes()).toMatchObject([
      {
        metadata: { name: `pvc-${uid}`, finalizers: ["kubernetes.io/pv-controller", "kubernetes.io/pv-protection"] },
        spec: {
          claimRef: { kind: "PersistentVolumeClaim", namespace: "default", name: "data", uid },
          storageClassName: "standard",
        },
        status: { phase: "Bound" },
      },
    ]);
    expect(events()).toEqual([
      `Normal ProvisioningSucceeded Successfully provisioned volume pvc-${uid} using kubernetes.io/host-path`,
    ]);
  });

  test("of a class that does not exist stays pending.", () => {
    const { claim, events } = start({ storageClassName: "nosuch" });
    expect(claim()!["status"]).toEqual({ phase: "Pending" });
    expect(events()).toEqual(['Warning ProvisioningFailed storageclass.storage.k8s.io "nosuch" not found']);
  });

  test("that wants no class waits for a volume that somebody makes.", () => {
    const { claim, events } = start({ storageClassName: "" });
    expect(claim()!["status"]).toEqual({ phase: "Pending" });
    expect(events()).toEqual([
      "Normal FailedBinding no persistent volumes available for this claim and no storage class is set",
    ]);
  });

  test("is kept while a pod uses it, and takes its volume with it when it goes.", () => {
    const { cluster, claim, volumes } = start();
    const volume = { name: "data", persistentVolumeClaim: { claimName: "data" } };
    const spec = { containers: [{ name: "app", image: "app:v1" }], volumes: [volume] };
    cluster.create("pods", { apiVersion: "v1", kind: "Pod", metadata: { name: "user" }, spec });
    cluster.clock.advance(5000);
    cluster.delete(claims, "data");
    cluster.clock.advance(5000);
    expect(claim()?.metadata.deletionTimestamp).toBeDefined();
    cluster.delete("pods", "user");
    cluster.clock.advance(5000);
    expect(claim()).toBeUndefined();
    expect(volumes()).toEqual([]);
  });
});
