import { z } from "zod";
import { imageSource, version, waitTimeout } from "./inputs.ts";
import { failed, ok, type ClusterAction } from "./step-action.ts";
import { referenceOf } from "./workload.ts";

const input = z.strictObject({ version, ...imageSource });

export const loadImage: ClusterAction<z.output<typeof input>> = {
  scope: "cluster",
  summary: "puts a version's image from an archive onto the nodes that lack it",
  input,
  clock: "virtual",
  needs: () => ["image-cache"],
  title: ({ version: wanted }) => `load ${wanted} onto the nodes`,
  timeout: () => waitTimeout,
  async run(wanted, context) {
    const { cluster, signal } = context;
    const choice = await referenceOf(wanted, context);
    if ("problem" in choice) return failed(choice.problem);
    if (cluster.images === undefined) return failed("nothing can be loaded onto these nodes");
    const loaded: string[] = [];
    for (const node of cluster.nodes) {
      if (await cluster.images.has(node, choice.reference)) continue;
      signal.throwIfAborted();
      await cluster.images.load(node, choice.reference);
      if (!(await cluster.images.has(node, choice.reference))) return failed(`${node} still lacks ${choice.reference}`);
      loaded.push(node);
      context.print(`${cluster.name}: loaded ${choice.reference} onto ${node}`);
    }
    return ok(loaded.length === 0 ? "every node held it already" : `loaded onto ${loaded.join(", ")}`);
  },
};
