import type { KubernetesClient } from "../../clusters/kubernetes.ts";
import { replicaSets, selectorOf, type Deployment, type ReplicaSet } from "./workload.ts";

export interface Revision {
  readonly number: number;
  readonly replicaSet: ReplicaSet;
}

const revisionAnnotation = "deployment.kubernetes.io/revision";

/** The ReplicaSets that a Deployment owns, by the revision that they carry, oldest first. */
export async function readHistory(client: KubernetesClient, deployment: Deployment): Promise<readonly Revision[]> {
  const { metadata } = deployment;
  const found = await client.list(replicaSets, metadata.namespace, { labelSelector: selectorOf(deployment) });
  return (found as readonly ReplicaSet[])
    .filter((set) =>
      set.metadata.ownerReferences?.some(({ uid, controller }) => controller === true && uid === metadata.uid),
    )
    .map((replicaSet) => ({ number: Number(replicaSet.metadata.annotations?.[revisionAnnotation]), replicaSet }))
    .filter(({ number }) => Number.isInteger(number))
    .sort((a, b) => a.number - b.number);
}
