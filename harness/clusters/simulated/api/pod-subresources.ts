import type { KubernetesObject } from "../../kubernetes.ts";
import { copyMetadata } from "./apply/managers.ts";
import { commit } from "./commit.ts";
import type { Mutable } from "./decode.ts";
import { deleteAdmitted } from "./deletion.ts";
import { checkDeletePreconditions, checkPreconditions } from "./metadata.ts";
import { getObject } from "./reads.ts";
import type { Resource } from "./resources/resource.ts";
import { matches, requirementsOf } from "./selectors.ts";
import type { Server } from "./server.ts";
import { conflict, invalid, StatusError, tooManyRequests } from "./status-error.ts";
import { replaceDecoded } from "./updating.ts";
import type { WriteOptions } from "./verbs.ts";

const success: KubernetesObject = Object.freeze({
  kind: "Status",
  apiVersion: "v1",
  metadata: Object.freeze({}) as KubernetesObject["metadata"],
  status: "Success",
  code: 201,
});

/** Puts a pod on a node. @throws StatusError 404, 409 for a pod that has one */
export function bindPod(
  server: Server,
  resource: Resource,
  namespace: string | undefined,
  { metadata, target }: KubernetesObject,
  options: WriteOptions,
): KubernetesObject {
  const { name } = metadata;
  const pod = getObject(server, resource, namespace, name);
  const subject = { group: "", resource: "pods/binding", name };
  checkPreconditions(subject, { ...(metadata.uid === undefined ? {} : { uid: metadata.uid }) }, pod.metadata);
  if (pod.metadata.deletionTimestamp !== undefined)
    throw conflict(subject, `pod ${name} is being deleted, cannot be assigned to a host`);
  if ((pod["spec"].nodeName ?? "") !== "")
    throw conflict(subject, `pod ${name} is already assigned to node ${JSON.stringify(pod["spec"].nodeName)}`);
  if ((target?.name ?? "") === "")
    throw invalid({ group: "", resource: "Binding", name }, [{ type: "required", field: "target.name", detail: "" }]);
  const scheduled = { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime: server.now() };
  // Room that was made for it is its own now.
  const { nominatedNodeName: _room, ...status } = pod["status"];
  const others = (pod["status"].conditions ?? []).filter(({ type }: { type: string }) => type !== "PodScheduled");
  const next = {
    ...pod,
    spec: { ...pod["spec"], nodeName: target.name },
    status: { ...status, conditions: [...others, scheduled] },
  };
  replaceDecoded(server, resource, pod, next, { ...options, subresource: "binding" }, "nobody");
  return success;
}

/**
 * Deletes a pod unless a disruption budget forbids it.
 * @throws StatusError 404; 429 when the budget is spent, 500 when several budgets cover the pod
 */
export function evictPod(
  server: Server,
  resource: Resource,
  namespace: string | undefined,
  eviction: KubernetesObject,
  options: WriteOptions,
): KubernetesObject {
  const { metadata, deleteOptions = {} } = eviction;
  const { name } = metadata;
  const pod = getObject(server, resource, namespace, name);
  server.admission.validate({
    operation: "CREATE",
    resource,
    subresource: "eviction",
    kind: { group: "policy", version: "v1", kind: "Eviction" },
    namespace: pod.metadata.namespace!,
    name,
    object: { ...eviction, metadata: { ...metadata, namespace: pod.metadata.namespace! } },
    oldObject: undefined,
    request: options,
  });
  const phase: string = pod["status"]?.phase ?? "";
  const ended = phase === "Succeeded" || phase === "Failed" || phase === "Pending";
  if (!ended && pod.metadata.deletionTimestamp === undefined) spendBudget(server, pod, options);
  checkDeletePreconditions({ group: "", resource: "Pod", name }, deleteOptions.preconditions ?? {}, pod.metadata);
  const deletion = { ...options, ...deleteOptions, subresource: undefined };
  deleteAdmitted(server, resource, options.dryRun === true ? pod : markEvicted(server, resource, pod), deletion);
  return success;
}

/** Says on the pod why it goes. */
function markEvicted(server: Server, resource: Resource, pod: KubernetesObject): KubernetesObject {
  const { status, metadata } = pod as KubernetesObject & { readonly status: Mutable };
  const others = ((status["conditions"] ?? []) as readonly Mutable[]).filter(({ type }) => type !== "DisruptionTarget");
  const condition = {
    type: "DisruptionTarget",
    status: "True",
    reason: "EvictionByEvictionAPI",
    message: "Eviction API: evicting",
    ...(metadata.generation === undefined ? {} : { observedGeneration: metadata.generation }),
    lastProbeTime: null,
    lastTransitionTime: server.now(),
  };
  const next = { ...pod, metadata: copyMetadata(metadata), status: { ...status, conditions: [...others, condition] } };
  return commit(server, resource, next, pod, { subresource: "status" });
}

/** Whether a budget lets a pod go that is not ready anyway: always, or as long as enough others are healthy. */
function letsUnhealthyGo({ spec, status }: KubernetesObject, pod: KubernetesObject): boolean {
  const conditions: readonly Mutable[] = pod["status"]?.conditions ?? [];
  if (conditions.some((condition) => condition["type"] === "Ready" && condition["status"] === "True")) return false;
  if (spec.unhealthyPodEvictionPolicy === "AlwaysAllow") return true;
  const { desiredHealthy = 0, currentHealthy = 0 } = status ?? {};
  return desiredHealthy > 0 && currentHealthy >= desiredHealthy;
}

function refuseEviction(message: string, retryAfterSeconds?: number): StatusError {
  return tooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [{ reason: "DisruptionBudget", message }],
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function spendBudget(server: Server, pod: KubernetesObject, options: WriteOptions): void {
  const { namespace, labels, name } = pod.metadata;
  const budgets = server.store
    .list("poddisruptionbudgets.policy", { namespace, selects: undefined })
    .filter(({ spec }) => {
      const requirements = requirementsOf(spec.selector);
      return requirements !== undefined && matches(requirements, labels);
    });
  const [budget] = budgets;
  if (budget === undefined) return;
  if (budgets.length > 1)
    throw new StatusError(
      500,
      "",
      "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
    );
  if (letsUnhealthyGo(budget, pod)) return;
  const { disruptionsAllowed = 0, desiredHealthy = 0, currentHealthy = 0 } = budget["status"] ?? {};
  const rule = `The disruption budget ${budget.metadata.name}`;
  if ((budget["status"]?.observedGeneration ?? 0) < (budget.metadata.generation ?? 0))
    throw refuseEviction(`${rule} is still being processed by the server.`, 10);
  if (disruptionsAllowed <= 0)
    throw refuseEviction(`${rule} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`);
  const status = {
    ...budget["status"],
    disruptionsAllowed: disruptionsAllowed - 1,
    disruptedPods: { ...budget["status"].disruptedPods, [name]: server.now() },
  };
  if (options.dryRun === true) return;
  const disruption = server.resource("poddisruptionbudgets.policy");
  replaceDecoded(server, disruption, budget, { ...budget, status }, { ...options, subresource: "status" }, "nobody");
}
