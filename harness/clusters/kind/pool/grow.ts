import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { inTurns } from "../../../base/in-turns.ts";
import { forgetfulLedger } from "../../forgetful-ledger.ts";
import { docker } from "../docker/docker.ts";
import { createNetwork } from "../docker/network.ts";
import { clustersPerProcessor } from "../parallelism.ts";
import { refuseOtherImage } from "./choose.ts";
import { claimPool } from "./claim.ts";
import { makeCluster } from "./make-cluster.ts";
import type { Patience } from "./restore.ts";
import { shrinkPool } from "./shrink.ts";
import { type PoolCluster, PoolFiles, poolNames, type PoolState } from "./state.ts";

export interface GrowOptions extends Patience {
  readonly folder: string;
  /** How many clusters with at least `nodes` nodes there are to be in the end. */
  readonly clusters: number;
  readonly nodes: number;
  /** Of nodes. */
  readonly image: string;
}

/**
 * Makes the clusters that a pool lacks, and the pool if there is none. Resolves with the names of those that were made; when
 * one cannot be made, none of them is left.
 */
export async function growPool({
  folder,
  clusters,
  nodes,
  image,
  clock,
  signal,
}: GrowOptions): Promise<readonly string[]> {
  const files = new PoolFiles(folder);
  using _claim = claimPool(folder, "drill pool up");
  refuseOtherImage(files.read(), image);
  await shrinkPool(files, ({ condition }) => condition.is === "unfinished");
  const state = files.read() ?? { format: 1, id: randomUUID().slice(0, 8), image, clusters: [] };
  const lacking = clusters - state.clusters.filter((cluster) => cluster.nodes >= nodes).length;
  const first = Math.max(0, ...state.clusters.map(({ name }) => Number(name))) + 1;
  const createdAt = clock.wallTime().toISOString();
  const wanted = Array.from({ length: Math.max(0, lacking) }, (_, index): PoolCluster => ({
    name: String(first + index),
    nodes,
    createdAt,
    condition: { is: "unfinished" },
  }));
  if (wanted.length === 0) return [];
  const grown: PoolState = { ...state, clusters: [...state.clusters, ...wanted] };
  files.write(grown);
  try {
    await ensureNetwork(grown);
    await inTurns(wanted, clustersPerProcessor * availableParallelism(), ({ name }) =>
      makeCluster(files, grown, { name, nodes, clock, signal }),
    );
  } catch (error) {
    const names = wanted.map(({ name }) => name);
    await shrinkPool(files, ({ name }) => names.includes(name));
    throw error;
  }
  return wanted.map(({ name }) => name);
}

/** The pool's own file says what is to be undone. */
async function ensureNetwork(state: PoolState): Promise<void> {
  const names = poolNames(state);
  const found = await docker(["network", "ls", "--quiet", "--filter", `name=^${names.network}$`]);
  if (found === "") await createNetwork(names, forgetfulLedger);
}
