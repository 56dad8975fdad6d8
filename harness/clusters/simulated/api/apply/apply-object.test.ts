import { describe, expect, test } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import type { KubernetesObject } from "../../../kubernetes.ts";
import { configMap, deployment, kubectl, refusal, startApi } from "../testing/api.ts";
import { applyAs, deployments, managers } from "../testing/apply.ts";
import type { ApiServer } from "../verbs.ts";

const caller = kubectl;

/** `kubectl set image`. */
function setImage(api: ApiServer, image: string): KubernetesObject {
  const body = { spec: { template: { spec: { containers: [{ name: "app", image }] } } } };
  return api.patch(
    deployments,
    "default",
    "web",
    { type: "strategic-merge", body },
    { caller, fieldManager: "kubectl-set" },
  );
}

describe("server-side apply", () => {
  test("creates what does not exist and owns what it was given, not the defaults", () => {
    const { api } = startApi();
    const created = applyAs(api, "helm", deployment("web", {}, { ports: [{ containerPort: 80 }] }));
    expect(created["spec"].template.spec.containers[0].ports).toEqual([{ containerPort: 80, protocol: "TCP" }]);
    expect(managers(created)).toEqual({
      "helm Apply": {
        "f:metadata": { "f:labels": { "f:app": {} } },
        "f:spec": {
          "f:selector": {},
          "f:template": {
            "f:metadata": { "f:labels": { "f:app": {} } },
            "f:spec": {
              "f:containers": {
                'k:{"name":"app"}': {
                  ".": {},
                  "f:name": {},
                  "f:image": {},
                  "f:ports": { 'k:{"containerPort":80,"protocol":"TCP"}': { ".": {}, "f:containerPort": {} } },
                },
              },
            },
          },
        },
      },
    });
  });

  test("of the same configuration again changes nothing", () => {
    const { api } = startApi();
    const created = applyAs(api, "helm", deployment("web"));
    expect(applyAs(api, "helm", deployment("web"))).toBe(created);
  });

  test("conflicts with a manager that has changed a field, and takes the field when forced", () => {
    const { api } = startApi();
    applyAs(api, "helm", deployment("web"));
    setImage(api, "shop/api:bad");
    const error = refusal(() => applyAs(api, "helm", deployment("web", {}, { image: "shop/api:2" })));
    expect(error).toMatchObject({
      code: 409,
      reason: "Conflict",
      message:
        'Apply failed with 1 conflict: conflict with "kubectl-set" using apps/v1: .spec.template.spec.containers[name="app"].image',
      details: {
        causes: [
          {
            reason: "FieldManagerConflict",
            message: 'conflict with "kubectl-set" using apps/v1',
            field: '.spec.template.spec.containers[name="app"].image',
          },
        ],
      },
    });
    const forced = applyAs(api, "helm", deployment("web", {}, { image: "shop/api:2" }), { force: true });
    expect(forced["spec"].template.spec.containers[0].image).toBe("shop/api:2");
    expect(Object.keys(managers(forced))).toEqual(["helm Apply"]);
  });

  test("names every conflict, by manager", () => {
    const { api } = startApi();
    applyAs(api, "helm", deployment("web", { replicas: 1 }));
    setImage(api, "shop/api:bad");
    const error = refusal(() => applyAs(api, "argo", deployment("web", { replicas: 2 }, { image: "shop/api:3" })));
    expect(error.message).toBe(
      [
        'Apply failed with 2 conflicts: conflicts with "helm":',
        "- .spec.replicas",
        'conflicts with "kubectl-set" using apps/v1:',
        '- .spec.template.spec.containers[name="app"].image',
      ].join("\n"),
    );
  });

  test("shares a field that two managers set to the same value", () => {
    const { api } = startApi();
    applyAs(api, "a", configMap("c", { x: "1", y: "1" }));
    const shared = applyAs(api, "b", configMap("c", { x: "1" }));
    expect(managers(shared)).toEqual({
      "a Apply": { "f:data": { "f:x": {}, "f:y": {} } },
      "b Apply": { "f:data": { "f:x": {} } },
    });
    expect(applyAs(api, "a", configMap("c", { y: "1" }))["data"]).toEqual({ x: "1", y: "1" });
    expect(applyAs(api, "b", configMap("c", {}))["data"]).toEqual({ y: "1" });
  });

  test("removes what its manager no longer applies, with the items of lists, but not what others have", () => {
    const { api } = startApi();
    applyAs(
      api,
      "helm",
      deployment(
        "web",
        { replicas: 3 },
        {
          env: [
            { name: "A", value: "1" },
            { name: "B", value: "2" },
          ],
        },
      ),
    );
    const patch = {
      type: "strategic-merge",
      body: { spec: { template: { spec: { containers: [{ name: "side", image: "s" }] } } } },
    } as const;
    api.patch(deployments, "default", "web", patch, { caller, fieldManager: "injector" });
    const next = applyAs(api, "helm", deployment("web", {}, { env: [{ name: "B", value: "2" }] }));
    expect(next["spec"].replicas).toBe(1);
    const [side, app] = next["spec"].template.spec.containers;
    expect(app.env).toEqual([{ name: "B", value: "2" }]);
    expect(side.name).toBe("side");
  });

  test("after client-side apply takes over what that set, and keeps its annotation in step", () => {
    const { api } = startApi();
    const annotation = "kubectl.kubernetes.io/last-applied-configuration";
    const first = deployment("web");
    const annotated = {
      ...first,
      metadata: { ...first.metadata, annotations: { [annotation]: JSON.stringify(first) } },
    };
    api.create(deployments, "default", annotated, { caller, fieldManager: "kubectl-client-side-apply" });
    const second = deployment("web", {}, { image: "shop/api:2" });
    expect(refusal(() => applyAs(api, "argo", second)).reason).toBe("Conflict");
    const applied = applyAs(api, "kubectl", second);
    expect(JSON.parse(applied.metadata.annotations![annotation]!)).toEqual(second);
    expect(Object.keys(managers(applied))).toContain("kubectl Apply");
  });

  test.each([
    [{ spec: { foo: 1 } }, "(/web; apps/v1, Kind=Deployment): .spec.foo: field not declared in schema"],
    [
      { spec: { replicas: "x" } },
      "(/web; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string",
    ],
    [
      { spec: { template: { spec: { containers: [{ name: "a" }, { name: "a" }] } } } },
      '(/web; apps/v1, Kind=Deployment): .spec.template.spec.containers: duplicate entries for key [name="a"]',
    ],
  ])("of %j is refused with 500, as by the real server", (part, message) => {
    const { api } = startApi();
    const body = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, ...part };
    const error = refusal(() => applyAs(api, "helm", body));
    expect([error.code, error.message]).toEqual([500, `failed to create typed patch object ${message}`]);
  });

  test("needs a field manager and refuses managedFields", () => {
    const { api } = startApi();
    expect(refusal(() => applyAs(api, "", configMap("c"))).message).toBe(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
    expect(refusal(() => applyAs(api, "a", configMap("c", {}, { managedFields: [] }))).message).toBe(
      "metadata.managedFields must be nil",
    );
  });
});

describe("however managers apply", () => {
  const data = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom("1", "2"));
  const step = fc.record({ manager: fc.constantFrom("x", "y", "z"), data, force: fc.boolean() });

  test("every field of the object has an owner, every owned field is there, and an applier has what it applied", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const { api } = startApi();
        for (const { manager, data: wanted, force } of steps) {
          try {
            applyAs(api, manager, configMap("c", wanted), { force });
          } catch (error) {
            expect(error).toMatchObject({ code: 409, reason: "Conflict" });
            expect(force).toBe(false);
            continue;
          }
          const stored = api.get("configmaps", "default", "c");
          expect(stored["data"] ?? {}).toMatchObject(wanted);
          const owned = new Set(
            Object.values(managers(stored)).flatMap((fields) =>
              Object.keys((fields as { "f:data"?: object })["f:data"] ?? {}),
            ),
          );
          owned.delete(".");
          expect(owned).toEqual(new Set(Object.keys(stored["data"] ?? {}).map((key) => `f:${key}`)));
        }
      }),
    );
  });

  // The real server too needs two: an apply that empties a map leaves the others' claim to it, which the next one drops.
  test("the third apply of the same changes nothing", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const { api } = startApi();
        for (const { manager, data: wanted } of steps) {
          const again = () => applyAs(api, manager, configMap("c", wanted), { force: true });
          again();
          const twice = again();
          expect(again()).toBe(twice);
        }
      }),
    );
  });
});
