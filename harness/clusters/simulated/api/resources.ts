import {
  mutatingWebhookConfigurations,
  validatingAdmissionPolicies,
  validatingAdmissionPolicyBindings,
  validatingWebhookConfigurations,
} from "./resources/admission.ts";
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from "./resources/authorization.ts";
import { configMaps, secrets, serviceAccounts } from "./resources/configuration.ts";
import { customResourceDefinitions } from "./resources/definitions.ts";
import { events } from "./resources/events.ts";
import { replicationControllers } from "./resources/replication-controllers.ts";
import { cronJobs, jobs } from "./resources/jobs.ts";
import { namespaces } from "./resources/namespaces.ts";
import { ingressClasses, ingresses, networkPolicies } from "./resources/networking.ts";
import { leases, nodes } from "./resources/nodes.ts";
import { otherResources } from "./resources/others.ts";
import { pods } from "./resources/pods.ts";
import {
  horizontalPodAutoscalers,
  limitRanges,
  podDisruptionBudgets,
  priorityClasses,
  resourceQuotas,
} from "./resources/policies.ts";
import { views } from "./resources/views.ts";
import type { Resource } from "./resources/resource.ts";
import { endpoints, endpointSlices, services } from "./resources/services.ts";
import { persistentVolumeClaims, persistentVolumes, storageClasses } from "./resources/storage.ts";
import { controllerRevisions, daemonSets, deployments, replicaSets, statefulSets } from "./resources/workloads.ts";

/** Every resource that a simulated cluster serves, by the name under which verbs take it. */
export const resources: Readonly<Record<string, Resource>> = {
  configmaps: configMaps,
  endpoints,
  events,
  limitranges: limitRanges,
  namespaces,
  nodes,
  persistentvolumeclaims: persistentVolumeClaims,
  persistentvolumes: persistentVolumes,
  pods,
  resourcequotas: resourceQuotas,
  secrets,
  serviceaccounts: serviceAccounts,
  services,
  replicationcontrollers: replicationControllers,
  "controllerrevisions.apps": controllerRevisions,
  "daemonsets.apps": daemonSets,
  "deployments.apps": deployments,
  "replicasets.apps": replicaSets,
  "statefulsets.apps": statefulSets,
  "horizontalpodautoscalers.autoscaling": horizontalPodAutoscalers,
  "cronjobs.batch": cronJobs,
  "jobs.batch": jobs,
  "leases.coordination.k8s.io": leases,
  "endpointslices.discovery.k8s.io": endpointSlices,
  "ingressclasses.networking.k8s.io": ingressClasses,
  "ingresses.networking.k8s.io": ingresses,
  "networkpolicies.networking.k8s.io": networkPolicies,
  "poddisruptionbudgets.policy": podDisruptionBudgets,
  "clusterrolebindings.rbac.authorization.k8s.io": clusterRoleBindings,
  "clusterroles.rbac.authorization.k8s.io": clusterRoles,
  "rolebindings.rbac.authorization.k8s.io": roleBindings,
  "roles.rbac.authorization.k8s.io": roles,
  "priorityclasses.scheduling.k8s.io": priorityClasses,
  "storageclasses.storage.k8s.io": storageClasses,
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": mutatingWebhookConfigurations,
  "validatingwebhookconfigurations.admissionregistration.k8s.io": validatingWebhookConfigurations,
  "validatingadmissionpolicies.admissionregistration.k8s.io": validatingAdmissionPolicies,
  "validatingadmissionpolicybindings.admissionregistration.k8s.io": validatingAdmissionPolicyBindings,
  "customresourcedefinitions.apiextensions.k8s.io": customResourceDefinitions,
  ...otherResources,
};

export { views };

/** Everything that verbs take by name, versions that are stored in another one among it. */
export const servedResources: Readonly<Record<string, Resource>> = { ...resources, ...views };
