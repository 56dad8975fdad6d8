import { z } from "zod";
import { writeTimeout } from "./inputs.ts";
import { failed, type ClusterAction } from "./step-action.ts";
import { deployments, readDeployment } from "./workload.ts";
import { resultOf, write } from "./write.ts";

export const rolloutPause: ClusterAction<unknown> = {
  scope: "cluster",
  summary: "pauses the Deployment, as kubectl rollout pause does",
  input: z.strictObject({}),
  clock: "virtual",
  needs: () => [],
  title: () => "pause the rollout",
  timeout: () => writeTimeout,
  async run(_input, context) {
    const { operator, spec } = context;
    const { namespace, workload } = spec.application;
    try {
      if ((await readDeployment(operator, spec)).spec.paused === true)
        return failed(`deployments.apps "${workload.name}" is already paused`);
    } catch (error) {
      return resultOf(error);
    }
    return write(
      {
        done: "paused",
        send: () =>
          operator.patch(
            deployments,
            namespace,
            workload.name,
            "strategic-merge",
            { spec: { paused: true } },
            { fieldManager: "kubectl-rollout" },
          ),
        landed: async () => (await readDeployment(operator, spec)).spec.paused === true,
      },
      context,
    );
  },
};
