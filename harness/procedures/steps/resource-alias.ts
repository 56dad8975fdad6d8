import type { ResourceName } from "../../clusters/kubernetes.ts";
import { resourceNameOf } from "../../clusters/resource-names.ts";
import type { WorldSpec } from "../../clusters/world.ts";

/** Kinds by API group; those of the core group stand alone. */
const groups: Readonly<Record<string, readonly string[]>> = {
  v1: [
    "Pod",
    "Service",
    "ConfigMap",
    "Secret",
    "ServiceAccount",
    "Namespace",
    "Node",
    "Endpoints",
    "Event",
    "LimitRange",
    "ResourceQuota",
    "PersistentVolumeClaim",
    "PersistentVolume",
  ],
  "apps/v1": ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ControllerRevision"],
  "batch/v1": ["Job", "CronJob"],
  "autoscaling/v2": ["HorizontalPodAutoscaler"],
  "policy/v1": ["PodDisruptionBudget"],
  "networking.k8s.io/v1": ["Ingress", "NetworkPolicy", "IngressClass"],
  "discovery.k8s.io/v1": ["EndpointSlice"],
  "rbac.authorization.k8s.io/v1": ["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"],
};

const shortNames: Readonly<Record<string, string>> = {
  po: "pods",
  svc: "services",
  cm: "configmaps",
  sa: "serviceaccounts",
  ns: "namespaces",
  no: "nodes",
  ev: "events",
  quota: "resourcequotas",
  pvc: "persistentvolumeclaims",
  pv: "persistentvolumes",
  deploy: "deployments.apps",
  rs: "replicasets.apps",
  sts: "statefulsets.apps",
  ds: "daemonsets.apps",
  cj: "cronjobs.batch",
  hpa: "horizontalpodautoscalers.autoscaling",
  pdb: "poddisruptionbudgets.policy",
  ing: "ingresses.networking.k8s.io",
  netpol: "networkpolicies.networking.k8s.io",
};

const clusterScoped = new Set([
  "namespaces",
  "nodes",
  "persistentvolumes",
  "ingressclasses.networking.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
]);

/** `deploy`, `deployment`, `Deployments` and `deployments.apps` all mean the latter; what is not known is taken as it stands. */
export function resourceOf(alias: string): ResourceName {
  const wanted = alias.toLowerCase();
  for (const [apiVersion, kinds] of Object.entries(groups))
    for (const kind of kinds) {
      const resource = resourceNameOf({ apiVersion, kind });
      const [plural] = resource.split(".");
      if ([resource, plural, kind.toLowerCase()].includes(wanted)) return resource;
    }
  return shortNames[wanted] ?? wanted;
}

/** The application's namespace, or undefined for objects that have none. */
export function scopeOf(resource: ResourceName, { application }: WorldSpec): string | undefined {
  return clusterScoped.has(resource) ? undefined : application.namespace;
}
