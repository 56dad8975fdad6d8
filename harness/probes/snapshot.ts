import type { Clock } from "../base/clock.ts";
import type { Cluster, Router } from "../clusters/driver.ts";
import { comparedResources } from "../clusters/compared-resources.ts";
import type { KubernetesObject, ResourceName } from "../clusters/kubernetes.ts";
import type { WorldSpec } from "../clusters/world.ts";
import { lookAt, readWorkload } from "./look.ts";
import { normalise } from "./normalise.ts";
import type { NormalisedObject, StateSnapshot } from "./state.ts";

/** Made by the cluster in every namespace, and Helm's own records. */
function isFurniture(resource: ResourceName, { metadata, type }: KubernetesObject): boolean {
  if (resource === "configmaps") return metadata.name === "kube-root-ca.crt";
  if (resource === "serviceaccounts") return metadata.name === "default";
  if (resource === "secrets") return type === "kubernetes.io/service-account-token" || type === "helm.sh/release.v1";
  return false;
}

export interface SnapshotRequest {
  readonly cluster: Cluster;
  readonly router: Router;
  readonly spec: WorldSpec;
  readonly clock: Clock;
  /** Makes digests of secret values useless outside the run. */
  readonly salt: string;
}

/** Reads everything of one cluster that consistency is judged by. Never rejects; what could not be read is named. */
export async function takeSnapshot({ cluster, router, spec, clock, salt }: SnapshotRequest): Promise<StateSnapshot> {
  const { namespace } = spec.application;
  const live = await lookAt(cluster, spec);
  const unreadable = [...live.unreadable];
  const objects: NormalisedObject[] = [];
  const terminating: string[] = [];
  let complete = true;
  for (const resource of comparedResources) {
    try {
      for (const object of await cluster.observer.list(resource, namespace)) {
        if (isFurniture(resource, object)) continue;
        objects.push(normalise(resource, object, salt));
        if (object.metadata.deletionTimestamp !== undefined) terminating.push(`${resource}/${object.metadata.name}`);
      }
    } catch (error) {
      complete = false;
      unreadable.push(`${resource}: ${(error as Error).message}`);
    }
  }
  const found = await readWorkload(cluster, spec.application).catch(() => undefined);
  for (const pod of found?.pods ?? [])
    if (isOverdue(pod, clock.wallTime())) terminating.push(`pods/${pod.metadata.name}`);
  return {
    ...live,
    objects: complete ? objects : undefined,
    terminating: complete && found !== undefined ? terminating : undefined,
    weight: router.weights()[cluster.name],
    residue:
      found && (found.workload["spec"].paused === true ? [`deployment ${found.workload.metadata.name} is paused`] : []),
    identity: found && {
      generation: found.workload.metadata.generation ?? 0,
      uid: found.workload.metadata.uid ?? "",
      pods: found.pods.map(({ metadata }) => metadata.uid ?? "").sort(),
    },
    unreadable,
  };
}

/** How long past its grace period a pod may take to go, ms; deletionTimestamp has whole seconds. */
const overdueAfter = 5_000;

function isOverdue({ metadata }: KubernetesObject, now: Date): boolean {
  const { deletionTimestamp } = metadata;
  return deletionTimestamp !== undefined && now.getTime() > Date.parse(deletionTimestamp) + overdueAfter;
}
