import { allEnded } from "../../../base/in-turns.ts";
import type { DriverHost } from "../../driver.ts";
import type { ClusterSource, OpenSource } from "../cluster-source.ts";
import { choosePooled } from "./choose.ts";
import { claimPool } from "./claim.ts";
import { lend, takeBack } from "./lend.ts";
import { summary } from "./restore.ts";
import { type PoolCluster, PoolFiles, poolNames, type PoolState } from "./state.ts";
import { sweep } from "./sweep.ts";

/** Giving back goes on when the drill was aborted. */
const never = new AbortController().signal;

/** Clusters of a pool, which the drill has for itself until it gives them back. @param folder of the pool */
export function pooledClusters(folder: string): OpenSource {
  return async ({ spec, host, image }): Promise<ClusterSource> => {
    const files = new PoolFiles(folder);
    const claim = claimPool(folder, `the drill with run id ${spec.runId}`);
    try {
      const { state, chosen } = choosePooled(files, spec, image);
      for (const { name } of chosen.values()) files.update(name, { condition: { is: "taken", run: spec.runId } });
      return await open(files, { state, chosen, run: spec.runId, host, claim });
    } catch (error) {
      claim[Symbol.dispose]();
      throw error;
    }
  };
}

async function giveBack(
  files: PoolFiles,
  state: PoolState,
  { name, host }: { readonly name: string; readonly host: DriverHost },
): Promise<void> {
  const { clock } = host;
  const different = await takeBack(files, state, { name, host: { clock, signal: never } });
  if (different.length > 0)
    host.onNotice?.(
      `cluster ${name} of the pool is not as it was made (${summary(different)}): it will not be used again`,
    );
}

interface Taken {
  readonly run: string;
  readonly state: PoolState;
  readonly chosen: ReadonlyMap<string, PoolCluster>;
  readonly host: DriverHost;
  readonly claim: Disposable;
}

async function open(files: PoolFiles, { state, chosen, run, host, claim }: Taken): Promise<ClusterSource> {
  const names = poolNames(state);
  const { network } = names;
  const pooled = (cluster: string) => chosen.get(cluster)!.name;
  const controlPlane = (cluster: string) => names.controlPlane(pooled(cluster));
  await sweep(network, [...chosen.keys()].map(controlPlane));
  const places = [...chosen].map(([cluster, { name }]) => `${cluster} is cluster ${name}`);
  host.onNotice?.(`from the pool: ${places.join(", ")}`);
  return {
    network,
    kindName: (cluster) => names.cluster(pooled(cluster)),
    controlPlane,
    provide: (cluster) => lend(files, state, { name: pooled(cluster.name), run, host, spec: cluster }),
    async [Symbol.asyncDispose]() {
      const taken = [...chosen.values()].map(({ name }) => name);
      try {
        await allEnded(taken.map((name) => giveBack(files, state, { name, host })));
      } finally {
        claim[Symbol.dispose]();
      }
    },
  };
}
