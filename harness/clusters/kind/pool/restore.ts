import type { Clock } from "../../../base/clock.ts";
import { ApiError, ApiUnreachable } from "../../kubernetes.ts";
import { CommandFailed, docker } from "../docker/docker.ts";
import { compare, type Difference } from "./compare.ts";
import { type Golden, goldenOf, type GoldenNode, nodeOf, unreadables } from "./golden.ts";
import { look, type PooledCluster, type Sight } from "./look.ts";
import { removeFromNode } from "./node-contents.ts";

export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** ms between looks. */
const interval = 1_000;

/** ms within which a cluster has to be at rest after it was made, and within which it has to be as it was after a drill. */
const within = 180_000;

/** What a new cluster looks like once it is at rest. @throws Error that says what would not come to rest. */
export async function settle(cluster: PooledCluster, { clock, signal }: Patience): Promise<Golden> {
  const deadline = clock.now() + within;
  let last: Golden | undefined;
  for (;;) {
    const sight = await look(cluster);
    const unsettled = last === undefined ? [] : compare(last, sight);
    if (last !== undefined && unsettled.length === 0) return last;
    last = goldenOf(sight);
    if (clock.now() > deadline)
      throw new Error(
        `the cluster does not come to rest: ${[...unreadables(sight), summary(unsettled)].filter(Boolean).join("; ")}`,
      );
    await clock.sleep(interval, signal);
  }
}

/**
 * Takes away what a drill left and waits until the cluster is as it was made. Resolves with what is still different: when
 * something of the cluster's own was changed, for nobody knows what that has led to, or when time is up.
 */
export async function restore(
  cluster: PooledCluster,
  golden: Golden,
  { clock, signal }: Patience,
): Promise<readonly Difference[]> {
  const deadline = clock.now() + within;
  for (;;) {
    const sight = await look(cluster);
    const differences = compare(golden, sight);
    const isHopeless = differences.some(({ remedy }) => remedy.is === "none");
    if (differences.length === 0 || isHopeless || clock.now() > deadline) return differences;
    await mend(cluster, golden, { sight, differences });
    await clock.sleep(interval, signal);
  }
}

/** The first differences in a line, those that cannot be mended before the others. */
export function summary(differences: readonly Difference[]): string {
  const sorted = differences.toSorted((a, b) => Number(b.remedy.is === "none") - Number(a.remedy.is === "none"));
  const texts = [...new Set(sorted.map(({ text }) => text))];
  return `${texts.slice(0, 5).join("; ")}${texts.length > 5 ? `; and ${texts.length - 5} more` : ""}`;
}

interface Findings {
  readonly sight: Sight;
  readonly differences: readonly Difference[];
}

/** Does what can be done now; what fails, or is not over at once, is seen by the next look. */
async function mend(cluster: PooledCluster, golden: Golden, { sight, differences }: Findings): Promise<void> {
  const remedies = differences.map(({ remedy }) => remedy);
  for (const remedy of remedies) if (remedy.is === "thaw") await docker(["unpause", remedy.node]).catch(excuse);
  const paths = remedies.flatMap((remedy) => (remedy.is === "delete" ? [remedy.path] : []));
  // Those that have a say in what may be deleted go first.
  const gates = paths.filter((path) => path.startsWith("/apis/admissionregistration.k8s.io/"));
  for (const some of [gates, paths.filter((path) => !gates.includes(path))])
    await Promise.all(some.map((path) => cluster.connection.send({ method: "DELETE", path }).catch(excuse)));
  for (const node of new Set(remedies.flatMap((remedy) => (remedy.is === "node" ? [remedy.node] : []))))
    await mendNode(cluster, node, { was: golden.nodes[node], sight }).catch(excuse);
  const cleaned = new Map(remedies.flatMap((remedy) => (remedy.is === "clean" ? [[remedy.node, remedy]] : [])));
  for (const [node, left] of cleaned) await removeFromNode(node, left).catch(excuse);
}

async function mendNode(
  { client }: PooledCluster,
  name: string,
  { was, sight: { inventory } }: { readonly was: GoldenNode | undefined; readonly sight: Sight },
): Promise<void> {
  const now = typeof inventory === "string" ? undefined : nodeOf(inventory, name);
  if (was === undefined || now === undefined) return;
  await client.patch("nodes", undefined, name, "merge", {
    metadata: {
      labels: overwriting(now.metadata.labels, was.labels),
      annotations: overwriting(now.metadata.annotations, was.annotations),
    },
    spec: { taints: was.taints, unschedulable: was.unschedulable || null },
  });
}

/** A merge patch that makes one map the other. */
function overwriting(now: Readonly<Record<string, string>> = {}, was: Readonly<Record<string, string>>) {
  return { ...Object.fromEntries(Object.keys(now).map((key) => [key, null])), ...was };
}

function excuse(error: unknown): void {
  if (error instanceof ApiError || error instanceof ApiUnreachable || error instanceof CommandFailed) return;
  throw error;
}
