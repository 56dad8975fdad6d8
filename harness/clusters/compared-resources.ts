import type { ResourceName } from "./kubernetes.ts";

/** What a team ships into its namespace, and what a procedure may leave there. Pods and ReplicaSets follow from these. */
export const comparedResources: readonly ResourceName[] = [
  "configmaps",
  "secrets",
  "services",
  "serviceaccounts",
  "persistentvolumeclaims",
  "resourcequotas",
  "limitranges",
  "deployments.apps",
  "statefulsets.apps",
  "daemonsets.apps",
  "jobs.batch",
  "cronjobs.batch",
  "horizontalpodautoscalers.autoscaling",
  "poddisruptionbudgets.policy",
  "networkpolicies.networking.k8s.io",
  "ingresses.networking.k8s.io",
  "roles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
];
