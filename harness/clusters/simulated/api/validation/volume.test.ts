import { expect, test } from "vitest";
import { causesOf, kubectl, refusal, startApi } from "../testing/api.ts";
import type { KubernetesObject } from "../../../kubernetes.ts";

function findings(resource: string, body: object): string[] {
  return causesOf(
    refusal(() => startApi().api.create(resource, undefined, body as KubernetesObject, { caller: kubectl })),
  );
}

test("A volume says how large it is, how it is used and where it is.", () => {
  const body = { apiVersion: "v1", kind: "PersistentVolume", metadata: { name: "one" }, spec: {} };
  expect(findings("persistentvolumes", body)).toEqual([
    "spec.accessModes: Required value",
    "spec.capacity: Required value",
    'spec.capacity: Unsupported value: null: supported values: "storage"',
    "spec: Required value: must specify a volume type",
  ]);
});

test("A storage class has a provisioner and one of two ways to end volumes.", () => {
  const body = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "one" } };
  expect(findings("storageclasses.storage.k8s.io", { ...body, reclaimPolicy: "Keep" })).toEqual([
    "provisioner: Required value",
    'reclaimPolicy: Unsupported value: "Keep": supported values: "Delete", "Retain"',
  ]);
});

test("A class of ingresses names its controller by a domain.", () => {
  const body = { apiVersion: "networking.k8s.io/v1", kind: "IngressClass", metadata: { name: "one" } };
  expect(findings("ingressclasses.networking.k8s.io", { ...body, spec: { controller: "nginx" } })).toEqual([
    'spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")',
  ]);
});

test("A claim's source is said in both ways, and in one sense.", () => {
  const { api } = startApi();
  const snapshot = { apiGroup: "snapshot.storage.k8s.io", kind: "VolumeSnapshot", name: "s" };
  const claim = (spec: object) => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "one" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...spec },
  });
  const make = (spec: object) =>
    api.create("persistentvolumeclaims", "default", claim(spec) as unknown as KubernetesObject, { caller: kubectl });
  const { message } = refusal(() => make({ dataSource: snapshot, dataSourceRef: { ...snapshot, name: "t" } }));
  expect(message).toBe('PersistentVolumeClaim "one" is invalid: spec: Invalid value: {}: must match dataSourceRef');
  expect(make({ dataSource: snapshot })["spec"].dataSourceRef).toEqual(snapshot);
});
