import { compare } from "./compare.ts";
import { look } from "./look.ts";
import { poolOwner } from "./claim.ts";
import { openCluster } from "./make-cluster.ts";
import { type PoolCluster, PoolFiles, type PoolState } from "./state.ts";

export interface PoolReport {
  /** Image of the nodes. */
  readonly image: string;
  /** Who has the pool now. */
  readonly owner: string | undefined;
  readonly clusters: readonly ReportedCluster[];
}

export interface ReportedCluster extends Pick<PoolCluster, "name" | "nodes" | "createdAt"> {
  readonly state: "golden" | "in use" | "unfinished" | "not golden";
  /** In what it is not as it was made. */
  readonly differences: readonly string[];
}

/** What there is of a pool, looked at now unless somebody has it; undefined when there is none. Changes nothing. */
export async function reportPool(folder: string): Promise<PoolReport | undefined> {
  const files = new PoolFiles(folder);
  const state = files.read();
  if (state === undefined) return undefined;
  const owner = poolOwner(folder);
  const clusters = await Promise.all(
    state.clusters.map(async (cluster): Promise<ReportedCluster> => {
      const { name, nodes, createdAt, condition } = cluster;
      const known = { name, nodes, createdAt };
      if (condition.is === "unfinished") return { ...known, state: "unfinished", differences: [] };
      if (owner !== undefined && condition.is === "taken") return { ...known, state: "in use", differences: [] };
      const differences = await differencesOf(files, state, name);
      return { ...known, state: differences.length === 0 ? "golden" : "not golden", differences };
    }),
  );
  return { image: state.image, owner: owner && `${owner.what}, process ${owner.pid}`, clusters };
}

async function differencesOf(files: PoolFiles, state: PoolState, name: string): Promise<readonly string[]> {
  try {
    using opened = openCluster(files, state, name);
    const differences = compare(opened.golden, await look(opened.cluster));
    return [...new Set(differences.map(({ text }) => text))];
  } catch (error) {
    return [`it cannot be looked at: ${(error as Error).message}`];
  }
}
