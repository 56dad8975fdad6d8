import { ApiError } from "../clusters/kubernetes.ts";
import type { LiveContext } from "./context.ts";
import { waitForVersion } from "./baseline.ts";
import { release } from "./rollout.ts";

/** After a rollback the next good release must go through: what a rollback leaves behind often shows only here. */
export async function redeploy(context: LiveContext): Promise<void> {
  const { plan, spec, clusters, emit, signal } = context;
  const wanted = plan.scenario.expect.redeploy;
  if (wanted === false) return;
  const { reference } = spec.images[wanted.to]!;
  await Promise.all(
    clusters.map(async (cluster) => {
      const { name } = cluster;
      emit({ type: "redeployStarted", cluster: name, to: wanted.to });
      try {
        await release(context, cluster, wanted.to);
        const outcome = await waitForVersion(context, cluster, reference, wanted.within);
        emit({ type: "redeployFinished", cluster: name, ...outcome });
      } catch (error) {
        if (signal.aborted) throw error;
        const outcome = error instanceof ApiError ? "failed" : "unknown";
        emit({ type: "redeployFinished", cluster: name, outcome, detail: (error as Error).message });
      }
    }),
  );
}
