import type { KubernetesObject } from "../../../kubernetes.ts";
import { define } from "./define.ts";

export const events = define({
  group: "",
  version: "v1",
  kind: "Event",
  plural: "events",
  shortNames: ["ev"],
  fieldLabels: {
    ...Object.fromEntries(
      ["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map((field) => [
        `involvedObject.${field}`,
        (event: KubernetesObject) => event["involvedObject"]?.[field] ?? "",
      ]),
    ),
    reason: (event: KubernetesObject) => event["reason"] ?? "",
    reportingComponent: (event: KubernetesObject) => event["reportingComponent"] ?? "",
    source: (event: KubernetesObject) => event["source"]?.component ?? event["reportingComponent"] ?? "",
    type: (event: KubernetesObject) => event["type"] ?? "",
  },
});
