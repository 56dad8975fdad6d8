import { z } from "zod";
import { waitTimeout } from "./inputs.ts";
import { rolloutProgress } from "./rollout-progress.ts";
import type { ClusterAction, ClusterStepContext, StepResult } from "./step-action.ts";
import { waitUntil } from "./wait.ts";
import { readDeployment } from "./workload.ts";
import { resultOf } from "./write.ts";

export async function waitForRollout(context: ClusterStepContext): Promise<StepResult> {
  const { operator, spec } = context;
  try {
    return await waitUntil(async () => rolloutProgress(await readDeployment(operator, spec)), context);
  } catch (error) {
    return resultOf(error);
  }
}

export const rolloutStatus: ClusterAction<unknown> = {
  scope: "cluster",
  summary: "waits until the Deployment is rolled out, as kubectl rollout status does",
  input: z.strictObject({}),
  clock: "virtual",
  needs: () => [],
  title: () => "wait for the rollout",
  timeout: () => waitTimeout,
  run: (_input, context) => waitForRollout(context),
};
