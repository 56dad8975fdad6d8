import type { KubernetesObject } from "../../kubernetes.ts";
import { bootstrapPolicy } from "../access/bootstrap-policy.ts";
import type { Server } from "./server.ts";
import type { ApiServer, Caller } from "./verbs.ts";

const caller: Caller = {
  user: { name: "system:apiserver", groups: ["system:masters"] },
  userAgent: "kube-apiserver/v1.34.4 (linux/amd64) kubernetes",
};

/** Creates what the API server itself creates when a cluster starts. */
export function bootstrap(api: ApiServer): void {
  for (const name of ["default", "kube-node-lease", "kube-public", "kube-system"])
    api.create("namespaces", undefined, { apiVersion: "v1", kind: "Namespace", metadata: { name } }, { caller });
  api.create("services", "default", kubernetesService, { caller });
  api.create("storageclasses.storage.k8s.io", undefined, standardClass, { caller });
  for (const [name, value, description] of priorities)
    api.create(
      "priorityclasses.scheduling.k8s.io",
      undefined,
      { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name }, value, description },
      { caller },
    );
}

/** Puts in place the roles and bindings that every cluster starts with: stored as they are, for they were valid when captured. */
export function installPolicy(server: Server): void {
  const uid = server.random.derive("policy").uuid().slice(0, -4);
  const revision = server.store.nextRevision();
  const policy = bootstrapPolicy({ uid, revision, creationTimestamp: server.now() });
  for (const [resource, objects] of policy) server.store.seed(resource, objects);
}

/** What kind installs. */
const standardClass: KubernetesObject = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "standard", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "kubernetes.io/host-path",
};

const kubernetesService: KubernetesObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "kubernetes", labels: { component: "apiserver", provider: "kubernetes" } },
  spec: {
    clusterIP: "10.96.0.1",
    ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: 6443 }],
  },
};

const priorities = [
  [
    "system-cluster-critical",
    2_000_000_000,
    "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.",
  ],
  [
    "system-node-critical",
    2_000_001_000,
    "Used for system critical pods that must not be moved from their current node.",
  ],
] as const;
