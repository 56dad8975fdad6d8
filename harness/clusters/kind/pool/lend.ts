import type { DriverHost } from "../../driver.ts";
import type { ClusterSpec } from "../../world.ts";
import type { KindCluster } from "../create-cluster.ts";
import { nodeRoles } from "../nodes/node-roles.ts";
import type { Difference } from "./compare.ts";
import { contextOf, makeCluster, openCluster, removeCluster } from "./make-cluster.ts";
import { restore, summary } from "./restore.ts";
import type { PoolFiles, PoolState } from "./state.ts";

export interface Loan {
  /** Name of the pool's cluster. */
  readonly name: string;
  readonly run: string;
  readonly host: Pick<DriverHost, "clock" | "signal" | "onNotice">;
}

/**
 * A cluster for a drill, proven to be as it was made; one that is not, and cannot be put back, is made anew.
 * @param spec what the drill wants; nothing is scheduled on further nodes.
 */
export async function lend(
  files: PoolFiles,
  state: PoolState,
  { name, run, host, spec }: Loan & { readonly spec: ClusterSpec },
): Promise<KindCluster> {
  const { clock, signal } = host;
  const different = await putBack(files, state, { name, host });
  if (different.length > 0) {
    host.onNotice?.(
      `cluster ${name} of the pool is not as it was made (${summary(different)}): a new one takes its place`,
    );
    const { nodes: all } = files.read()!.clusters.find((cluster) => cluster.name === name)!;
    files.update(name, { condition: { is: "unfinished" } });
    await removeCluster(files, state, name);
    await makeCluster(files, state, { name, nodes: all, clock, signal });
    files.update(name, { condition: { is: "taken", run } });
  }
  using opened = openCluster(files, state, name);
  const { cluster } = opened;
  const roles = nodeRoles(cluster.nodes, spec);
  for (const node of roles.spare)
    await cluster.client.patch("nodes", undefined, node, "merge", { spec: { unschedulable: true } });
  return {
    kubeconfig: files.kubeconfig(name),
    context: contextOf(state, name),
    ...roles,
    async [Symbol.asyncDispose]() {},
  };
}

/** Puts a cluster back to what it was and proves it; one that cannot be put back is remembered as such. */
export async function takeBack(
  files: PoolFiles,
  state: PoolState,
  { name, host }: Omit<Loan, "run">,
): Promise<readonly Difference[]> {
  const different = await putBack(files, state, { name, host });
  const provenAt = host.clock.wallTime().toISOString();
  const differences = [...new Set(different.map(({ text }) => text))];
  files.update(name, {
    condition: differences.length === 0 ? { is: "golden", provenAt } : { is: "altered", differences },
  });
  return different;
}

/** What is still different when all was done; a cluster that cannot even be looked at is different. */
async function putBack(
  files: PoolFiles,
  state: PoolState,
  { name, host: { clock, signal } }: Omit<Loan, "run">,
): Promise<readonly Difference[]> {
  try {
    using opened = openCluster(files, state, name);
    return await restore(opened.cluster, opened.golden, { clock, signal });
  } catch (error) {
    signal.throwIfAborted();
    return [{ text: `it cannot be looked at: ${(error as Error).message}`, remedy: { is: "none" } }];
  }
}
