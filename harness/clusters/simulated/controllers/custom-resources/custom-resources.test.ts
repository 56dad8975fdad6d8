import { expect, test } from "vitest";
import type { KubernetesObject } from "../../../kubernetes.ts";
import { SmallCluster, tester } from "../testing/small-cluster.ts";

const definitions = "customresourcedefinitions.apiextensions.k8s.io";
const widgets = "widgets.example.com";

function definition(spec: object = {}): KubernetesObject {
  const size = { type: "integer", maximum: 10 };
  const color = { type: "string", default: "red" };
  const rule = { rule: "!has(oldSelf.color) || self.color == oldSelf.color", message: "color is immutable" };
  const inner = { type: "object", properties: { size, color }, "x-kubernetes-validations": [rule] };
  const openAPIV3Schema = { type: "object", properties: { spec: inner, status: { type: "object" } } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: widgets },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: { kind: "Widget", plural: "widgets" },
      versions: [
        { name: "v1", served: true, storage: true, schema: { openAPIV3Schema }, subresources: { status: {} } },
        {
          name: "v1beta1",
          served: true,
          storage: false,
          schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
        },
      ],
      ...spec,
    },
  } as unknown as KubernetesObject;
}

function widget(spec: object, apiVersion = "example.com/v1"): KubernetesObject {
  return { apiVersion, kind: "Widget", metadata: { name: "a", namespace: "default" }, spec } as KubernetesObject;
}

function start() {
  const cluster = new SmallCluster({ stopsAfter: 3000 });
  cluster.create(definitions, definition());
  cluster.clock.advance(1000);
  return cluster;
}

test("A definition is established, and its kind served in each of its versions.", () => {
  const { api } = start();
  const { status } = api.get(definitions, undefined, widgets) as unknown as {
    status: { conditions: { type: string; status: string }[]; storedVersions: string[] };
  };
  expect(status.conditions.map(({ type, status }) => `${type}=${status}`)).toEqual([
    "NamesAccepted=True",
    "Established=True",
  ]);
  expect(status.storedVersions).toEqual(["v1"]);
  expect(api.kinds.own().map(({ version }) => version)).toEqual(["v1", "v1beta1"]);
});

test("Objects get defaults, lose what the schema does not know, and are read in any version.", () => {
  const { api } = start();
  api.create(widgets, "default", widget({ size: 3, other: 1 }), { caller: tester });
  expect(api.get(widgets, "default", "a")["spec"]).toEqual({ size: 3, color: "red" });
  const older = api.get("widgets.v1beta1.example.com", "default", "a");
  expect([older.apiVersion, older["spec"]]).toEqual(["example.com/v1beta1", { size: 3, color: "red" }]);
});

test("Schema and rules refuse in the real server's words.", () => {
  const { api } = start();
  const options = { caller: tester };
  expect(() => api.create(widgets, "default", widget({ size: 30 }), options)).toThrow(
    'Widget.example.com "a" is invalid: spec.size: Invalid value: 30: spec.size in body should be less than or equal to 10',
  );
  api.create(widgets, "default", widget({ size: 3 }), options);
  const patch = { type: "merge", body: { spec: { color: "blue" } } } as const;
  expect(() => api.patch(widgets, "default", "a", patch, options)).toThrow(
    'spec: Invalid value: "object": color is immutable',
  );
});

test("Changes of the specification count, those of status and metadata do not.", () => {
  const { api } = start();
  const options = { caller: tester };
  api.create(widgets, "default", widget({ size: 3 }), options);
  api.patch(widgets, "default", "a", { type: "merge", body: { metadata: { labels: { a: "b" } } } }, options);
  api.patch(widgets, "default", "a", { type: "merge", body: { status: {} } }, { ...options, subresource: "status" });
  expect(api.get(widgets, "default", "a").metadata.generation).toBe(1);
  api.patch(widgets, "default", "a", { type: "merge", body: { spec: { size: 4 } } }, options);
  expect(api.get(widgets, "default", "a").metadata.generation).toBe(2);
});

test("With its definition every object of a kind goes, and the kind is served no longer.", () => {
  const { api, clock } = start();
  api.create(widgets, "default", widget({ size: 3 }), { caller: tester });
  api.delete(definitions, undefined, widgets, { caller: tester });
  clock.advance(10_000);
  expect(api.find(definitions, undefined, widgets)).toBeUndefined();
  expect(api.kinds.own()).toEqual([]);
  expect(() => api.list(widgets)).toThrow("the server could not find the requested resource");
});

test("A namespace takes its custom objects with it, and an owner its dependents.", () => {
  const cluster = start();
  const { api, clock } = cluster;
  const owner = api.create(widgets, "default", widget({ size: 3 }), { caller: tester });
  const reference = { apiVersion: "example.com/v1", kind: "Widget", name: "a", uid: owner.metadata.uid! };
  const map = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "m", namespace: "default", ownerReferences: [reference] },
  };
  cluster.create("configmaps", map as KubernetesObject);
  api.delete(widgets, "default", "a", { caller: tester });
  clock.advance(10_000);
  expect(api.find("configmaps", "default", "m")).toBeUndefined();
});

test.each([
  [
    "a name that does not follow",
    { names: { kind: "Widget", plural: "others" } },
    'must be spec.names.plural+"."+spec.group',
  ],
  ["no version", { versions: [] }, "must have exactly one version marked as storage version"],
])("A definition with %s is refused.", (_, spec, message) => {
  const cluster = new SmallCluster({ stopsAfter: 3000 });
  expect(() => cluster.create(definitions, definition(spec))).toThrow(message);
});
