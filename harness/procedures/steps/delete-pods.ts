import { z } from "zod";
import { writeTimeout } from "./inputs.ts";
import { ok, type ClusterAction } from "./step-action.ts";
import { isReady } from "../../clusters/kubernetes.ts";
import { readDeployment, readPods } from "./workload.ts";
import { resultOf, write } from "./write.ts";

const input = z.strictObject({
  which: z
    .enum(["all", "not-ready"])
    .default("not-ready")
    .meta({ description: "pods of the workload; deleting ready ones costs capacity" }),
});

export const deletePods: ClusterAction<z.output<typeof input>> = {
  scope: "cluster",
  summary: "deletes the workload's pods, so that its controller makes new ones",
  input,
  clock: "virtual",
  needs: () => [],
  title: ({ which }) => (which === "all" ? "delete all pods" : "delete pods that are not ready"),
  timeout: () => writeTimeout,
  async run({ which }, context) {
    const { operator, spec } = context;
    try {
      const pods = await readPods(operator, await readDeployment(operator, spec));
      const chosen = pods.filter((pod) => which === "all" || !isReady(pod));
      for (const { metadata } of chosen) {
        const result = await write(
          {
            done: `deleted ${metadata.name}`,
            send: () => operator.delete("pods", metadata.namespace, metadata.name),
            landed: async () => {
              const found = await operator.get("pods", metadata.namespace, metadata.name);
              return found?.metadata.uid !== metadata.uid || found?.metadata.deletionTimestamp !== undefined;
            },
          },
          context,
        );
        if (result.outcome !== "ok") return { ...result, detail: `${metadata.name}: ${result.detail}` };
        context.print(result.detail);
      }
      return ok(`deleted ${chosen.length} of ${pods.length} pods`);
    } catch (error) {
      return resultOf(error);
    }
  },
};
