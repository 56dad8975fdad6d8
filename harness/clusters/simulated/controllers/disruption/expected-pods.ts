import type { KubernetesObject, OwnerReference } from "../../../kubernetes.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { Informer } from "../kit/informer.ts";

const scalable: Readonly<Record<string, string>> = {
  ReplicaSet: "replicasets.apps",
  StatefulSet: "statefulsets.apps",
  Deployment: "deployments.apps",
};

/** How many pods the owners of some pods want to have; pods of a ReplicaSet count for its Deployment. */
export function expectedPods(
  pods: readonly Pod[],
  controllerOf: (object: KubernetesObject) => OwnerReference | undefined,
  informer: (resource: string) => Informer<KubernetesObject>,
): number | { readonly unmanaged: string } {
  const owners = new Map<string, number>();
  for (const pod of pods) {
    const { name, namespace } = pod.metadata;
    const reference = controllerOf(pod);
    if (reference === undefined) continue;
    const found = find(reference, namespace!);
    if (found === undefined) return { unmanaged: `found no controllers for pod ${JSON.stringify(name)}` };
    const parent = controllerOf(found);
    const owner = (parent?.kind === "Deployment" ? find(parent, namespace!) : undefined) ?? found;
    owners.set(owner.metadata.uid!, owner["spec"].replicas ?? 0);
  }
  return [...owners.values()].reduce((sum, replicas) => sum + replicas, 0);

  function find({ kind, name, uid }: OwnerReference, namespace: string): KubernetesObject | undefined {
    const resource = scalable[kind];
    const owner = resource === undefined ? undefined : informer(resource).get(`${namespace}/${name}`);
    return owner?.metadata.uid === uid ? owner : undefined;
  }
}
