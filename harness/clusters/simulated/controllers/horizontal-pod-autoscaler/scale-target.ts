import type { KubernetesObject, ResourceName } from "../../../kubernetes.ts";
import { StatusError } from "../../api/status-error.ts";
import { scaleOf } from "../../api/scale.ts";
import type { ApiServer } from "../../api/verbs.ts";
import type { HorizontalPodAutoscaler } from "../../kinds/horizontal-pod-autoscaler.ts";

/** What an autoscaler scales, as it is now. */
export interface ScaleTarget {
  readonly resource: ResourceName;
  readonly scale: KubernetesObject;
  readonly replicas: number;
  /** As text; empty where the target has none. */
  readonly selector: string;
}

/** The target has no scale, or there is no target. */
export class NoScale extends Error {}

const scalable: Readonly<Record<string, ResourceName>> = {
  "apps/Deployment": "deployments.apps",
  "apps/ReplicaSet": "replicasets.apps",
  "apps/StatefulSet": "statefulsets.apps",
  "/ReplicationController": "replicationcontrollers",
};

/** @throws NoScale */
export function findScale(api: ApiServer, { metadata, spec }: HorizontalPodAutoscaler): ScaleTarget {
  const { apiVersion = "", kind, name } = spec.scaleTargetRef;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const resource = scalable[`${group}/${kind}`];
  if (resource === undefined) throw new NoScale(`no matches for kind ${JSON.stringify(kind)} in group "${group}"`);
  try {
    const object = api.get(resource, metadata.namespace, name);
    const scale = scaleOf(object);
    return { resource, scale, replicas: scale["spec"].replicas ?? 0, selector: scale["status"].selector ?? "" };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw new NoScale(error.message);
  }
}
