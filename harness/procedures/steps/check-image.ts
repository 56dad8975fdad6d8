import { z } from "zod";
import { imageSource, version, writeTimeout } from "./inputs.ts";
import { failed, ok, type ClusterAction } from "./step-action.ts";
import { referenceOf } from "./workload.ts";

const input = z.strictObject({
  version,
  ...imageSource,
  require: z.boolean().default(false).meta({ description: "fail unless every node holds it" }),
});

export const checkImage: ClusterAction<z.output<typeof input>> = {
  scope: "cluster",
  summary: "says which nodes hold a version's image and could start it without a pull",
  input,
  clock: "virtual",
  needs: () => ["image-cache"],
  title: ({ version: wanted }) => `check which nodes hold ${wanted}`,
  timeout: () => writeTimeout,
  async run(wanted, context) {
    const { cluster } = context;
    const choice = await referenceOf(wanted, context);
    if ("problem" in choice) return failed(choice.problem);
    if (cluster.images === undefined) return failed("the image caches of these nodes cannot be read");
    const missing: string[] = [];
    for (const node of cluster.nodes) {
      const held = await cluster.images.has(node, choice.reference);
      if (!held) missing.push(node);
      context.print(`${cluster.name}: ${node} ${held ? "holds" : "lacks"} ${choice.reference}`);
    }
    const detail =
      missing.length === 0
        ? `all ${cluster.nodes.length} nodes hold ${choice.reference}`
        : `${choice.reference} is missing on ${missing.join(", ")}`;
    return missing.length > 0 && wanted.require ? failed(detail) : ok(detail);
  },
};
