import { z } from "zod";
import { workloadName, writeTimeout } from "./inputs.ts";
import type { ClusterAction } from "./step-action.ts";
import { deployments, readDeployment } from "./workload.ts";
import { write } from "./write.ts";

const input = z.strictObject({
  replicas: z.int().min(0).max(10_000).meta({ description: "how many there are to be" }),
  name: workloadName,
});

export const scale: ClusterAction<z.output<typeof input>> = {
  scope: "cluster",
  summary: "sets the number of replicas, as kubectl scale does",
  input,
  clock: "virtual",
  needs: () => [],
  title: ({ replicas, name }) => `scale${name === undefined ? "" : ` ${name}`} to ${replicas}`,
  timeout: () => writeTimeout,
  run({ replicas, name }, context) {
    const { operator, spec } = context;
    const target = name ?? spec.application.workload.name;
    return write(
      {
        done: `scaled to ${replicas}`,
        send: () =>
          operator.patch(
            deployments,
            spec.application.namespace,
            target,
            "merge",
            { spec: { replicas } },
            { subresource: "scale" },
          ),
        landed: async () => ((await readDeployment(operator, spec, target)).spec.replicas ?? 1) === replicas,
      },
      context,
    );
  },
};
