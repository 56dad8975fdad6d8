import { z } from "zod";
import { writeTimeout } from "./inputs.ts";
import { patchRollout } from "./rollout-patch.ts";
import type { ClusterAction } from "./step-action.ts";
import type { Deployment } from "./workload.ts";

const restartedAt = "kubectl.kubernetes.io/restartedAt";

function restartOf({ spec }: Deployment): string | undefined {
  const { annotations } = (spec.template.metadata ?? {}) as { annotations?: Readonly<Record<string, string>> };
  return annotations?.[restartedAt];
}

export const rolloutRestart: ClusterAction<unknown> = {
  scope: "cluster",
  summary: "replaces every pod by a rolling update, as kubectl rollout restart does",
  input: z.strictObject({}),
  clock: "virtual",
  needs: () => [],
  title: () => "restart",
  timeout: () => writeTimeout,
  run(_input, context) {
    const now = `${context.clock.wallTime().toISOString().slice(0, 19)}Z`;
    return patchRollout(
      {
        done: "restarted",
        patch: { spec: { template: { metadata: { annotations: { [restartedAt]: now } } } } },
        refusal: ({ spec }) =>
          spec.paused === true ? "can't restart paused deployment (run rollout resume first)" : undefined,
        landed: (deployment) => restartOf(deployment) === now,
      },
      context,
    );
  },
};
