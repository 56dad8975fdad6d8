import { RealClock } from "../../../base/real-clock.ts";
import type { DockerLeftover } from "../docker/leftovers.ts";
import { claimPool, poolOwner } from "./claim.ts";
import { takeBack } from "./lend.ts";
import { summary } from "./restore.ts";
import { shrinkPool } from "./shrink.ts";
import { PoolFiles, poolNames } from "./state.ts";
import { sweep } from "./sweep.ts";

/**
 * What killed processes have left of a pool: clusters that were being made or removed, and those that a drill had. None
 * while somebody alive has the pool.
 */
export function poolLeftovers(folder: string): readonly DockerLeftover[] {
  const files = new PoolFiles(folder);
  const state = files.read();
  if (state === undefined || poolOwner(folder) !== undefined) return [];
  const clusters = state.clusters.flatMap(({ name, condition }): readonly DockerLeftover[] => {
    if (condition.is === "unfinished")
      return [
        {
          what: `cluster ${name} of the pool, which was not finished`,
          async remove() {
            using _claim = claimPool(folder, "drill clean");
            await shrinkPool(files, (cluster) => cluster.name === name);
          },
        },
      ];
    if (condition.is !== "taken") return [];
    return [
      {
        what: `traces of run ${condition.run} on cluster ${name} of the pool`,
        async remove() {
          using _claim = claimPool(folder, "drill clean");
          const names = poolNames(state);
          await sweep(names.network, [names.controlPlane(name)]);
          const host = { clock: new RealClock(), signal: new AbortController().signal };
          const different = await takeBack(files, state, { name, host });
          if (different.length > 0) throw new Error(`${summary(different)}; the next drill gets a new cluster`);
        },
      },
    ];
  });
  if (state.clusters.length > 0) return clusters;
  const remove = async () => {
    using _claim = claimPool(folder, "drill clean");
    await shrinkPool(files, () => true);
  };
  return [{ what: "the empty pool", remove }];
}
