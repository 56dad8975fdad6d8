import type { KubernetesObject } from "../../kubernetes.ts";
import { valueAt } from "./custom/json-path.ts";
import type { ScalePaths } from "./resources/resource.ts";
import { selectorText } from "./selectors.ts";

/** What a custom kind keeps under paths of its own, as a workload would have it. */
function customScale(object: KubernetesObject, { spec, status, selector }: ScalePaths) {
  return {
    metadata: object.metadata,
    spec: {
      replicas: valueAt(object, spec),
      selector: selector === undefined ? "" : (valueAt(object, selector) ?? ""),
    },
    status: { replicas: valueAt(object, status) },
  } as Pick<KubernetesObject, "metadata" | "spec" | "status">;
}

/** The `/scale` of a workload, as autoscaling/v1 shapes it. */
export function scaleOf(object: KubernetesObject, paths?: ScalePaths): KubernetesObject {
  const { metadata, spec, status } = paths === undefined ? object : customScale(object, paths);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const selector = typeof spec.selector === "string" ? spec.selector : selectorText(spec.selector);
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp } as KubernetesObject["metadata"],
    spec: (spec.replicas ?? 0) === 0 ? {} : { replicas: spec.replicas },
    status: { replicas: status?.replicas ?? 0, ...(selector === "" ? {} : { selector }) },
  };
}
