import { z } from "zod";
import { writeTimeout } from "./inputs.ts";
import { patchRollout } from "./rollout-patch.ts";
import type { ClusterAction } from "./step-action.ts";

export const rolloutResume: ClusterAction<unknown> = {
  scope: "cluster",
  summary: "resumes a paused Deployment, as kubectl rollout resume does",
  input: z.strictObject({}),
  clock: "virtual",
  needs: () => [],
  title: () => "resume the rollout",
  timeout: () => writeTimeout,
  run: (_input, context) =>
    patchRollout(
      {
        done: "resumed",
        patch: { spec: { paused: null } },
        refusal: ({ spec, metadata }) =>
          spec.paused === true ? undefined : `deployments.apps "${metadata.name}" is not paused`,
        landed: ({ spec }) => spec.paused !== true,
      },
      context,
    ),
};
