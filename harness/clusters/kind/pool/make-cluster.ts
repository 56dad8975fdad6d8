import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { forgetfulLedger } from "../../forgetful-ledger.ts";
import { clusterReady, createCluster, openToPods } from "../create-cluster.ts";
import { dockerLeftovers } from "../docker/leftovers.ts";
import { records } from "../docker/records.ts";
import type { Golden } from "./golden.ts";
import { type PooledCluster, reach } from "./look.ts";
import { type Patience, settle } from "./restore.ts";
import { type PoolCluster, type PoolFiles, poolNames, type PoolState } from "./state.ts";

/** Creates one cluster that the pool's file knows already, and keeps what it looks like when it is at rest. */
export async function makeCluster(
  files: PoolFiles,
  state: PoolState,
  { name, nodes, clock, signal }: Pick<PoolCluster, "name" | "nodes"> & Patience,
): Promise<void> {
  const names = poolNames(state);
  const { folder } = files;
  // The pool's own file says what is to be undone.
  const made = await createCluster(
    { name, context: name, nodes },
    { image: state.image, names, ledger: forgetfulLedger, folder, signal },
  );
  using cluster = reach(made.kubeconfig, made.context, made.nodes);
  await clusterReady(name, cluster.client, { clock, signal, nodes });
  if (nodes > 1) await openToPods(cluster.client, names.controlPlane(name));
  const golden = await settle(cluster, { clock, signal });
  writeFileSync(files.golden(name), JSON.stringify(golden), { mode: 0o600 });
  const now = clock.wallTime().toISOString();
  files.update(name, { createdAt: now, condition: { is: "golden", provenAt: now } });
}

/** Removes all that there may be of a cluster; the pool's file keeps it. */
export async function removeCluster(files: PoolFiles, state: PoolState, name: string): Promise<void> {
  const kubeconfig = files.kubeconfig(name);
  const left = await dockerLeftovers[records.cluster]!({ name: poolNames(state).cluster(name), kubeconfig });
  await left?.remove();
  rmSync(kubeconfig, { force: true });
}

/** A cluster that was made before, and what it looked like then. */
export function openCluster(
  files: PoolFiles,
  state: PoolState,
  name: string,
): { readonly cluster: PooledCluster; readonly golden: Golden } & Disposable {
  const golden = JSON.parse(readFileSync(files.golden(name), "utf8")) as Golden;
  const nodes = Object.keys(golden.nodes).sort();
  const cluster = reach(files.kubeconfig(name), contextOf(state, name), nodes);
  return { cluster, golden, [Symbol.dispose]: () => cluster[Symbol.dispose]() };
}

/** Name of a cluster's context in its own kubeconfig. */
export function contextOf(state: PoolState, name: string): string {
  return `kind-${poolNames(state).cluster(name)}`;
}
