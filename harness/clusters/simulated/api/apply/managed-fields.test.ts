import { describe, expect, test } from "vitest";
import { configMap, deployment, kubectl, refusal, startApi } from "../testing/api.ts";
import { applyAs, deployments, managers } from "../testing/apply.ts";
import type { ApiServer } from "../verbs.ts";

const caller = kubectl;

describe("managedFields of a write that is no apply", () => {
  test("give the creator everything that was sent or defaulted, and nothing that belongs to nobody", () => {
    const { api } = startApi();
    const created = api.create("configmaps", "default", configMap("c", { a: "1" }, { labels: { l: "m" } }), { caller });
    expect(created.metadata.managedFields).toEqual([
      {
        manager: "kubectl",
        operation: "Update",
        apiVersion: "v1",
        time: "2026-01-05T09:00:00Z",
        fieldsType: "FieldsV1",
        fieldsV1: { "f:data": { ".": {}, "f:a": {} }, "f:metadata": { "f:labels": { ".": {}, "f:l": {} } } },
      },
    ]);
  });

  test("move a field to whoever changes it, and take away what is removed", () => {
    const { api } = startApi();
    api.create("configmaps", "default", configMap("c", { a: "1", b: "2", c: "3" }), { caller, fieldManager: "first" });
    const patch = { type: "merge", body: { data: { a: "9", b: null } } } as const;
    expect(managers(api.patch("configmaps", "default", "c", patch, { caller, fieldManager: "second" }))).toEqual({
      "first Update": { "f:data": { ".": {}, "f:c": {} } },
      "second Update": { "f:data": { "f:a": {} } },
    });
  });

  test("keep a status writer apart from the same writer elsewhere", () => {
    const { api } = startApi();
    api.create(deployments, "default", deployment("web"), { caller });
    const patch = { type: "merge", body: { status: { replicas: 1 } } } as const;
    const written = api.patch(deployments, "default", "web", patch, { caller, subresource: "status" });
    expect(managers(written)["kubectl Update status"]).toEqual({ "f:status": { "f:replicas": {} } });
  });

  test("are replaced by a list that a client sends, and reset by an empty one", () => {
    const { api } = startApi();
    api.create("configmaps", "default", configMap("c", { a: "1" }), { caller });
    const entry = {
      manager: "m",
      operation: "Apply",
      apiVersion: "v1",
      fieldsType: "FieldsV1",
      fieldsV1: { "f:data": { "f:a": {} } },
    };
    const send = (managedFields: never[]) =>
      api.patch("configmaps", "default", "c", { type: "merge", body: { metadata: { managedFields } } }, { caller });
    expect(managers(send([entry] as never[]))).toEqual({ "m Apply": entry.fieldsV1 });
    expect(send([{}] as never[]).metadata.managedFields).toBeUndefined();
  });

  test("throw the oldest of more than ten updaters together", () => {
    const { api, clock } = startApi();
    api.create("configmaps", "default", configMap("c", { k0: "x" }), { caller, fieldManager: "m0" });
    for (let i = 1; i <= 11; i++) {
      clock.advance(1000);
      const patch = { type: "merge", body: { data: { [`k${i}`]: "x" } } } as const;
      api.patch("configmaps", "default", "c", patch, { caller, fieldManager: `m${i}` });
    }
    const kept = managers(api.get("configmaps", "default", "c"));
    expect(Object.keys(kept)).toHaveLength(10);
    expect(kept["ancient-changes Update"]).toEqual({ "f:data": { ".": {}, "f:k0": {}, "f:k1": {}, "f:k2": {} } });
  });
});

describe("writes through /scale", () => {
  const scale = (api: ApiServer, replicas: number) =>
    api.patch(
      deployments,
      "default",
      "web",
      { type: "merge", body: { spec: { replicas } } },
      { caller, fieldManager: "hpa", subresource: "scale" },
    );

  test("take the replicas from an applier, whose next apply of them conflicts", () => {
    const { api } = startApi();
    applyAs(api, "helm", deployment("web", { replicas: 1 }));
    scale(api, 4);
    expect(managers(api.get(deployments, "default", "web"))["hpa Update scale"]).toEqual({
      "f:spec": { "f:replicas": {} },
    });
    expect(refusal(() => applyAs(api, "helm", deployment("web", { replicas: 1 }))).message).toBe(
      'Apply failed with 1 conflict: conflict with "hpa" with subresource "scale" using apps/v1: .spec.replicas',
    );
  });

  test("are not tracked while nobody owns the replicas", () => {
    const { api } = startApi();
    applyAs(api, "helm", deployment("web"));
    scale(api, 4);
    expect(Object.keys(managers(api.get(deployments, "default", "web")))).toEqual(["helm Apply"]);
  });
});
