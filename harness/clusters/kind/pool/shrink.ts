import { allEnded } from "../../../base/in-turns.ts";
import { dockerLeftovers } from "../docker/leftovers.ts";
import { records } from "../docker/records.ts";
import { removeCluster } from "./make-cluster.ts";
import { type PoolCluster, type PoolFiles, poolNames } from "./state.ts";
import { sweep } from "./sweep.ts";

/**
 * Removes clusters from a pool, and the pool with the last of them. To be called by who has the pool. What could not be
 * removed stays in the pool's file, and the call rejects.
 */
export async function shrinkPool(
  files: PoolFiles,
  isToGo: (cluster: PoolCluster) => boolean,
): Promise<readonly string[]> {
  const state = files.read();
  if (state === undefined) return [];
  const names = state.clusters.filter(isToGo).map(({ name }) => name);
  const pool = poolNames(state);
  if (names.length === state.clusters.length)
    await sweep(
      pool.network,
      names.map((name) => pool.controlPlane(name)),
    );
  for (const name of names) files.update(name, { condition: { is: "unfinished" } });
  await allEnded(
    names.map(async (name) => {
      await removeCluster(files, state, name);
      files.forget([name]);
    }),
  );
  if (files.read()?.clusters.length === 0) {
    const left = await dockerLeftovers[records.network]!({ name: pool.network });
    await left?.remove();
    files.remove();
  }
  return names;
}
