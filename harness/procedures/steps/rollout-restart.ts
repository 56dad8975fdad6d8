import { z } from "zod";
import { writeTimeout } from "./inputs.ts";
import { failed, type ClusterAction } from "./step-action.ts";
import { deployments, readDeployment } from "./workload.ts";
import { resultOf, write } from "./write.ts";

const restartedAt = "kubectl.kubernetes.io/restartedAt";

export const rolloutRestart: ClusterAction<unknown> = {
  scope: "cluster",
  summary: "replaces every pod by a rolling update, as kubectl rollout restart does",
  input: z.strictObject({}),
  clock: "virtual",
  needs: () => [],
  title: () => "restart",
  timeout: () => writeTimeout,
  async run(_input, context) {
    const { operator, spec, clock } = context;
    const { namespace, workload } = spec.application;
    const now = `${clock.wallTime().toISOString().slice(0, 19)}Z`;
    const annotations = { [restartedAt]: now };
    try {
      if ((await readDeployment(operator, spec)).spec.paused === true)
        return failed("can't restart paused deployment (run rollout resume first)");
    } catch (error) {
      return resultOf(error);
    }
    return write(
      {
        done: "restarted",
        send: () =>
          operator.patch(
            deployments,
            namespace,
            workload.name,
            "strategic-merge",
            { spec: { template: { metadata: { annotations } } } },
            { fieldManager: "kubectl-rollout" },
          ),
        landed: async () => {
          const { template } = (await readDeployment(operator, spec)).spec;
          return (
            (template.metadata as { annotations?: Record<string, string> } | undefined)?.annotations?.[restartedAt] ===
            now
          );
        },
      },
      context,
    );
  },
};
