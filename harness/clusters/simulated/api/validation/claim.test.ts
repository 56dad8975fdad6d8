import { describe, expect, test } from "vitest";
import { kubectl, refusal, startApi } from "../testing/api.ts";

const resource = "persistentvolumeclaims";
const whole = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };

function claim(spec: object) {
  return { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "data" }, spec };
}

/** What a change of a claim of the class `fast` is refused with. */
function change(patch: object, { status = {}, expands = false }: { status?: object; expands?: boolean } = {}): string {
  const { api } = startApi();
  const options = { caller: kubectl };
  const storageClass = {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "fast" },
    provisioner: "example.com/disks",
    allowVolumeExpansion: expands,
  };
  api.create("storageclasses.storage.k8s.io", undefined, storageClass, options);
  const created = api.create(resource, "default", claim({ ...whole, storageClassName: "fast" }), options);
  api.update(resource, "default", "data", { ...created, status }, { ...options, subresource: "status" });
  const body = { spec: patch } as never;
  return refusal(() => api.patch(resource, "default", "data", { type: "merge", body }, options)).message;
}

const bound = { phase: "Bound", capacity: { storage: "1Gi" } };

describe("A claim is refused", () => {
  test.each([
    [
      "of nothing",
      {},
      "[spec.accessModes: Required value: at least 1 access mode is required, spec.resources[storage]: Required value]",
    ],
    [
      "with a mode that there is not",
      { ...whole, accessModes: ["Sometimes"] },
      'spec.accessModes: Unsupported value: "Sometimes": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
    [
      "of less than nothing",
      { ...whole, resources: { requests: { storage: "-1Gi" } } },
      'spec.resources[storage]: Invalid value: "-1Gi": must be greater than zero',
    ],
    [
      "for one pod and for others",
      { ...whole, accessModes: ["ReadWriteOncePod", "ReadWriteMany"] },
      "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes",
    ],
  ])("%s", (_, spec, expected) => {
    const { message } = refusal(() => startApi().api.create(resource, "default", claim(spec), { caller: kubectl }));
    expect(message).toBe(`PersistentVolumeClaim "data" is invalid: ${expected}`);
  });
});

describe("A claim that is there", () => {
  test("keeps its access modes, and the refusal shows the difference.", () => {
    expect(change({ accessModes: ["ReadOnlyMany"] })).toBe(
      [
        'PersistentVolumeClaim "data" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
        "@@ -1,6 +1,6 @@",
        " {",
        '  "AccessModes": [',
        '-  "ReadWriteOnce"',
        '+  "ReadOnlyMany"',
        "  ],",
        '  "Selector": null,',
        '  "Resources": {',
        "",
      ].join("\n"),
    );
  });

  test("does not grow before it is bound.", () => {
    expect(change({ resources: { requests: { storage: "2Gi" } } })).toContain("spec is immutable after creation");
  });

  test("grows only where its class lets it.", () => {
    expect(change({ resources: { requests: { storage: "2Gi" } } }, { status: bound })).toBe(
      'persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
    expect(() => change({ resources: { requests: { storage: "2Gi" } } }, { status: bound, expands: true })).toThrow(
      "the server did not refuse",
    );
  });

  test("does not shrink below what it has.", () => {
    expect(change({ resources: { requests: { storage: "500Mi" } } }, { status: bound })).toBe(
      'PersistentVolumeClaim "data" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    );
  });
});
