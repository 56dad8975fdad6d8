import type { ResourceName } from "../../../kubernetes.ts";
import type { Printer } from "./printer.ts";
import { admissionPolicyBindingPrinter, admissionPolicyPrinter, webhooksPrinter } from "./printers/admission.ts";
import {
  agePrinter,
  configMapPrinter,
  createdAtPrinter,
  leasePrinter,
  namespacePrinter,
  priorityClassPrinter,
  roleBindingPrinter,
  secretPrinter,
  serviceAccountPrinter,
} from "./printers/configuration.ts";
import { autoscalerPrinter } from "./printers/autoscaler.ts";
import { replicationControllerPrinter } from "./printers/replication-controllers.ts";
import { eventPrinter } from "./printers/event.ts";
import { jobPrinter } from "./printers/job.ts";
import { nodePrinter } from "./printers/node.ts";
import { podPrinter } from "./printers/pod.ts";
import {
  disruptionBudgetPrinter,
  ingressClassPrinter,
  ingressPrinter,
  networkPolicyPrinter,
  resourceQuotaPrinter,
  storageClassPrinter,
  volumeClaimPrinter,
  volumePrinter,
} from "./printers/policies.ts";
import { endpointSlicePrinter, endpointsPrinter, servicePrinter } from "./printers/services.ts";
import {
  controllerRevisionPrinter,
  cronJobPrinter,
  daemonSetPrinter,
  deploymentPrinter,
  replicaSetPrinter,
  scalePrinter,
  statefulSetPrinter,
} from "./printers/workloads.ts";

const printers: Readonly<Record<ResourceName, Printer>> = {
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": webhooksPrinter,
  "validatingwebhookconfigurations.admissionregistration.k8s.io": webhooksPrinter,
  "validatingadmissionpolicies.admissionregistration.k8s.io": admissionPolicyPrinter,
  "validatingadmissionpolicybindings.admissionregistration.k8s.io": admissionPolicyBindingPrinter,
  configmaps: configMapPrinter,
  endpoints: endpointsPrinter,
  events: eventPrinter,
  limitranges: createdAtPrinter,
  namespaces: namespacePrinter,
  nodes: nodePrinter,
  persistentvolumeclaims: volumeClaimPrinter,
  persistentvolumes: volumePrinter,
  "storageclasses.storage.k8s.io": storageClassPrinter,
  pods: podPrinter,
  resourcequotas: resourceQuotaPrinter,
  secrets: secretPrinter,
  serviceaccounts: serviceAccountPrinter,
  services: servicePrinter,
  "controllerrevisions.apps": controllerRevisionPrinter,
  "daemonsets.apps": daemonSetPrinter,
  "deployments.apps": deploymentPrinter,
  replicationcontrollers: replicationControllerPrinter,
  "customresourcedefinitions.apiextensions.k8s.io": createdAtPrinter,
  "replicasets.apps": replicaSetPrinter,
  "scales.autoscaling": scalePrinter,
  "statefulsets.apps": statefulSetPrinter,
  "horizontalpodautoscalers.autoscaling": autoscalerPrinter,
  "cronjobs.batch": cronJobPrinter,
  "jobs.batch": jobPrinter,
  "leases.coordination.k8s.io": leasePrinter,
  "endpointslices.discovery.k8s.io": endpointSlicePrinter,
  "ingressclasses.networking.k8s.io": ingressClassPrinter,
  "ingresses.networking.k8s.io": ingressPrinter,
  "networkpolicies.networking.k8s.io": networkPolicyPrinter,
  "poddisruptionbudgets.policy": disruptionBudgetPrinter,
  "clusterrolebindings.rbac.authorization.k8s.io": roleBindingPrinter,
  "clusterroles.rbac.authorization.k8s.io": createdAtPrinter,
  "rolebindings.rbac.authorization.k8s.io": roleBindingPrinter,
  "roles.rbac.authorization.k8s.io": createdAtPrinter,
  "priorityclasses.scheduling.k8s.io": priorityClassPrinter,
};

/** The printer of a resource; name and age where it has none of its own. */
export function printerOf(resource: ResourceName): Printer {
  return printers[resource] ?? agePrinter;
}
