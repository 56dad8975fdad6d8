import { expect, test } from "vitest";
import type { KubernetesObject } from "../kubernetes.ts";
import { demoSpec } from "../testing/demo-spec.ts";
import { shapeWorld } from "./shape.ts";

const objects: readonly KubernetesObject[] = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels: { team: "shop" } } },
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "shop" } },
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "b" } },
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "far", namespace: "kube-system" } },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "reads" },
    subjects: [
      { kind: "ServiceAccount", name: "web", namespace: "shop" },
      { kind: "ServiceAccount", name: "metrics", namespace: "monitoring" },
    ],
  },
];

test("the application moves into the run's namespace, and what it says of other namespaces stays", () => {
  const spec = demoSpec();
  const application = { ...spec.application, namespace: "shop", manifests: { eu: objects } };
  const images = { ...spec.images, bad: { ...spec.images["bad"]!, manifests: objects.slice(1, 2) } };
  const shaped = shapeWorld({ ...spec, runId: "1a2b", application, images });
  expect(shaped.application.namespace).toBe("drill-1a2b");
  const [namespace, a, b, far, reads] = shaped.application.manifests["eu"]!;
  expect(namespace!.metadata).toEqual({ name: "drill-1a2b", labels: { team: "shop" } });
  expect([a, b, far].map((object) => object!.metadata.namespace)).toEqual(["drill-1a2b", "drill-1a2b", "kube-system"]);
  expect(reads!["subjects"]).toEqual([
    { kind: "ServiceAccount", name: "web", namespace: "drill-1a2b" },
    { kind: "ServiceAccount", name: "metrics", namespace: "monitoring" },
  ]);
  expect(shaped.images["bad"]!.manifests![0]!.metadata.namespace).toBe("drill-1a2b");
  expect(shapeWorld(shaped)).toEqual(shaped);
});
