import { z } from "zod";
import { writeTimeout } from "./inputs.ts";
import { patchRollout } from "./rollout-patch.ts";
import type { ClusterAction } from "./step-action.ts";

export const rolloutPause: ClusterAction<unknown> = {
  scope: "cluster",
  summary: "pauses the Deployment, as kubectl rollout pause does",
  input: z.strictObject({}),
  clock: "virtual",
  needs: () => [],
  title: () => "pause the rollout",
  timeout: () => writeTimeout,
  run: (_input, context) =>
    patchRollout(
      {
        done: "paused",
        patch: { spec: { paused: true } },
        refusal: ({ spec, metadata }) =>
          spec.paused === true ? `deployments.apps "${metadata.name}" is already paused` : undefined,
        landed: ({ spec }) => spec.paused === true,
      },
      context,
    ),
};
