import type { Look } from "./wait.ts";
import type { Deployment } from "./workload.ts";

/** How far a rollout is, by the rules of `kubectl rollout status`. */
export function rolloutProgress({ metadata, spec, status = {} }: Deployment): Look {
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return { state: "wait", detail: "the controller has not seen the latest change" };
  const progressing = status.conditions?.find(({ type }) => type === "Progressing");
  if (progressing?.reason === "ProgressDeadlineExceeded")
    return { state: "stop", detail: `deployment "${metadata.name}" exceeded its progress deadline` };
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const desired = spec.replicas ?? 1;
  if (updatedReplicas < desired) return { state: "wait", detail: `${updatedReplicas} of ${desired} replicas updated` };
  if (replicas > updatedReplicas) return { state: "wait", detail: `${replicas - updatedReplicas} old replicas left` };
  if (availableReplicas < updatedReplicas)
    return { state: "wait", detail: `${availableReplicas} of ${updatedReplicas} updated replicas available` };
  return { state: "done", detail: `deployment "${metadata.name}" is rolled out` };
}
