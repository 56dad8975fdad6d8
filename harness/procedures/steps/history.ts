import { z } from "zod";
import { writeTimeout } from "./inputs.ts";
import { readHistory } from "./rollout-history.ts";
import { ok, type ClusterAction } from "./step-action.ts";
import { imageOf, readDeployment } from "./workload.ts";
import { resultOf } from "./write.ts";

export const history: ClusterAction<unknown> = {
  scope: "cluster",
  summary: "lists the Deployment's revisions with their images",
  input: z.strictObject({}),
  clock: "virtual",
  needs: () => [],
  title: () => "look at the history",
  timeout: () => writeTimeout,
  async run(_input, { operator, spec, cluster, print }) {
    try {
      const deployment = await readDeployment(operator, spec);
      const revisions = await readHistory(operator, deployment);
      for (const { number, replicaSet } of revisions)
        print(
          `${cluster.name}: revision ${number} ${imageOf(replicaSet, spec.application.container) ?? "has no such container"}`,
        );
      return ok(
        `${revisions.length} revisions: ${revisions.map(({ number }) => number).join(", ")}${deployment.spec.paused === true ? "; paused" : ""}`,
      );
    } catch (error) {
      return resultOf(error);
    }
  },
};
