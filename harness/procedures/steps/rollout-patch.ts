import type { Json } from "../../clusters/kubernetes.ts";
import { failed, type ClusterStepContext, type StepResult } from "./step-action.ts";
import { deployments, readDeployment, type Deployment } from "./workload.ts";
import { resultOf, write } from "./write.ts";

/** A change of the application's Deployment as a `kubectl rollout` command makes it. */
export interface RolloutPatch {
  /** What the report says when it worked. */
  readonly done: string;
  readonly patch: Json;
  /** What kubectl says where it refuses; undefined where it goes on. */
  refusal(deployment: Deployment): string | undefined;
  landed(deployment: Deployment): boolean;
}

export async function patchRollout(
  { done, patch, refusal, landed }: RolloutPatch,
  context: ClusterStepContext,
): Promise<StepResult> {
  const { operator, spec } = context;
  const { namespace, workload } = spec.application;
  const fieldManager = "kubectl-rollout";
  try {
    const refused = refusal(await readDeployment(operator, spec));
    if (refused !== undefined) return failed(refused);
  } catch (error) {
    return resultOf(error);
  }
  return write(
    {
      done,
      send: () => operator.patch(deployments, namespace, workload.name, "strategic-merge", patch, { fieldManager }),
      landed: async () => landed(await readDeployment(operator, spec)),
    },
    context,
  );
}
