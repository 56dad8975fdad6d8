import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../kubernetes.ts";
import { resources } from "../api/resources.ts";
import { inGoOrder, metadataInGoOrder } from "./go-order.ts";

const written = (object: object, resource: string) =>
  JSON.stringify(inGoOrder(object as KubernetesObject, resources[resource]!));

describe("Objects", () => {
  test("are written as Go declares their fields, and with the keys of their maps sorted.", () => {
    const pod = {
      metadata: { labels: { b: "1", a: "2" }, name: "web" },
      kind: "Pod",
      apiVersion: "v1",
      spec: {
        restartPolicy: "Always",
        containers: [{ image: "web:v1", ports: [{ protocol: "TCP", containerPort: 80 }], name: "app" }],
        initContainers: [],
      },
    };
    expect(written(pod, "pods")).toBe(
      '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","labels":{"a":"2","b":"1"}},"spec":{' +
        '"initContainers":[],"containers":[{"name":"app","image":"web:v1",' +
        '"ports":[{"containerPort":80,"protocol":"TCP"}]}],"restartPolicy":"Always"}}',
    );
  });

  test("without a type of their own are read as items of their list.", () => {
    const item = { status: { readyReplicas: 1, conditions: [], replicas: 1 }, metadata: { name: "web" } };
    expect(written(item, "deployments.apps")).toBe(
      '{"metadata":{"name":"web"},"status":{"replicas":1,"readyReplicas":1,"conditions":[]}}',
    );
  });

  test("keep what Go inlines in its place, values that are no objects, and names that nobody declared.", () => {
    const spec = { volumes: [{ configMap: { name: "c" }, name: "v" }], odd: { b: 1, a: 2 } };
    const pod = { kind: "Pod", apiVersion: "v1", metadata: { creationTimestamp: null, name: "web" }, spec };
    expect(written(pod, "pods")).toBe(
      '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","creationTimestamp":null},' +
        '"spec":{"volumes":[{"name":"v","configMap":{"name":"c"}}],"odd":{"b":1,"a":2}}}',
    );
  });
});

test("Sets of managed fields are sorted throughout.", () => {
  const fieldsV1 = {
    "f:metadata": { "f:labels": { "f:b": {}, "f:a": {}, ".": {} }, "f:annotations": {} },
    "f:data": {},
  };
  const metadata = { managedFields: [{ fieldsV1, manager: "m" }], name: "web" };
  expect(JSON.stringify(metadataInGoOrder(metadata as KubernetesObject["metadata"]))).toBe(
    '{"name":"web","managedFields":[{"manager":"m","fieldsV1":{"f:data":{},' +
      '"f:metadata":{"f:annotations":{},"f:labels":{".":{},"f:a":{},"f:b":{}}}}}]}',
  );
});
