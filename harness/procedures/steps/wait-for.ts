import { z } from "zod";
import { ApiError } from "../../clusters/kubernetes.ts";
import { waitTimeout } from "./inputs.ts";
import { waitForRollout } from "./rollout-status.ts";
import type { ClusterAction } from "./step-action.ts";
import { waitUntil } from "./wait.ts";
import { readDeployment } from "./workload.ts";
import { resultOf } from "./write.ts";

const input = z.enum(["rollout", "api", "registry"]).meta({
  description: "rollout: the Deployment is rolled out; api: the cluster's API answers; registry: the cluster can pull",
});

export const waitFor: ClusterAction<z.output<typeof input>> = {
  scope: "cluster",
  summary: "waits until the rollout is done, the cluster's API answers or its registry does",
  input,
  clock: "virtual",
  needs: () => [],
  title: (what) => `wait for the ${what}`,
  timeout: () => waitTimeout,
  async run(what, context) {
    const { operator, spec, world, cluster } = context;
    switch (what) {
      case "rollout":
        return waitForRollout(context);
      case "registry":
        return waitUntil(async () => {
          const met = await world.registry.probe(cluster.name);
          const failed = met.find(({ ok }) => !ok);
          return { state: failed === undefined ? "done" : "wait", detail: (failed ?? met[0]!).detail };
        }, context);
      case "api":
        try {
          return await waitUntil(async () => {
            await readDeployment(operator, spec).catch((error: unknown) => {
              if (!(error instanceof ApiError)) throw error;
            });
            return { state: "done", detail: "the API answers" };
          }, context);
        } catch (error) {
          return resultOf(error);
        }
    }
  },
};
