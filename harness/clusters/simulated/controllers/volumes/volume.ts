import type { KubernetesObject } from "../../../kubernetes.ts";

/** The provisioner that a kubeadm or kind cluster of one machine has: a folder on the node. */
export const hostPath = "kubernetes.io/host-path";

/** A volume made for one claim, as the host path provisioner makes it. @param folder a name that nothing else has */
export function volumeFor(
  { metadata, spec }: KubernetesObject,
  storageClass: KubernetesObject,
  folder: string,
): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: {
      name: `pvc-${metadata.uid}`,
      annotations: {
        "kubernetes.io/createdby": "hostpath-dynamic-provisioner",
        "pv.kubernetes.io/bound-by-controller": "yes",
        "pv.kubernetes.io/provisioned-by": hostPath,
      },
      finalizers: ["kubernetes.io/pv-controller", "kubernetes.io/pv-protection"],
    },
    spec: {
      accessModes: spec.accessModes,
      capacity: { storage: spec.resources.requests.storage },
      hostPath: { path: `/tmp/hostpath_pv/${folder}`, type: "" },
      persistentVolumeReclaimPolicy: storageClass["reclaimPolicy"] ?? "Delete",
      storageClassName: storageClass.metadata.name,
      volumeMode: spec.volumeMode ?? "Filesystem",
    },
  };
}
