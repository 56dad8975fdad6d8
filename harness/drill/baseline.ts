import { until } from "../base/until.ts";
import { ApiError, type Json, type KubernetesObject } from "../clusters/kubernetes.ts";
import type { Cluster } from "../clusters/driver.ts";
import { lookAt } from "../probes/look.ts";
import { resourceNameOf } from "../clusters/resource-names.ts";
import type { LiveState } from "../probes/state.ts";
import type { LiveContext } from "./context.ts";

/** ms that the good version may take to run everywhere. */
const baselineTimeout = 300_000;

/** What became of a version on one cluster. `unknown`: nobody could look at the end. */
export interface VersionOutcome {
  readonly outcome: "ok" | "failed" | "unknown";
  /** Empty when it runs; else how far it came. */
  readonly detail: string;
}

/** Puts the team's manifests onto every cluster and waits until the good version runs. @returns what is missing, if anything. */
export async function installBaseline(context: LiveContext): Promise<string | undefined> {
  const { clusters, spec } = context;
  const outcomes = await Promise.all(
    clusters.map(async (cluster) => {
      for (const object of spec.application.manifests[cluster.name] ?? [])
        await install(cluster, object, spec.application.namespace);
      return waitForVersion(context, cluster, spec.images["good"]!.reference, baselineTimeout);
    }),
  );
  return outcomes.find(({ outcome }) => outcome !== "ok")?.detail;
}

const clusterScoped = new Set([
  "Namespace",
  "Node",
  "PriorityClass",
  "ClusterRole",
  "ClusterRoleBinding",
  "StorageClass",
]);

/** As `kubectl apply` would: with the annotation that a later apply compares with. */
async function install(cluster: Cluster, object: KubernetesObject, namespace: string): Promise<void> {
  const applied = {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...object.metadata.annotations,
        "kubectl.kubernetes.io/last-applied-configuration": `${JSON.stringify(object)}\n`,
      },
    },
  } as KubernetesObject;
  const where = clusterScoped.has(object.kind) ? undefined : (object.metadata.namespace ?? namespace);
  const resource = resourceNameOf(object);
  try {
    await cluster.observer.create(resource, where, applied);
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === "AlreadyExists")) throw error;
    await cluster.observer.patch(resource, where, object.metadata.name, "merge", applied as Json, {
      fieldManager: "kubectl-client-side-apply",
    });
  }
}

/**
 * Whether the workload runs this image, completely: a pod without a readiness probe counts as ready before its process
 * answers, so that the processes are asked as well.
 */
export function runsImage({ image, capacity, processes }: LiveState, reference: string): boolean {
  if (image !== reference || capacity === undefined || processes === undefined) return false;
  const { desired, updated, ready, total, observed } = capacity;
  return observed && updated === desired && total === desired && ready === desired && processes.length >= desired;
}

/** Waits for at most `timeout` ms until the version runs. */
export async function waitForVersion(
  { clock, spec, signal }: LiveContext,
  cluster: Cluster,
  reference: string,
  timeout: number,
): Promise<VersionOutcome> {
  let last: LiveState | undefined;
  const done = await until(
    async () => {
      last = await lookAt(cluster, spec);
      return runsImage(last, reference) ? true : undefined;
    },
    { clock, every: 1_000, deadline: clock.now() + timeout, signal },
  );
  if (done) return { outcome: "ok", detail: "" };
  return missing(cluster.name, last!, reference);
}

function missing(
  cluster: string,
  { capacity, image, processes, unreadable }: LiveState,
  reference: string,
): VersionOutcome {
  if (capacity === undefined || processes === undefined)
    return { outcome: "unknown", detail: `${cluster}: ${unreadable.join("; ")}` };
  if (image !== reference)
    return { outcome: "failed", detail: `${cluster}: the workload asks for ${image}, not ${reference}` };
  const { desired, updated, ready } = capacity;
  const detail = `${cluster}: ${updated} of ${desired} updated, ${ready} ready, ${processes.length} answer`;
  return { outcome: "failed", detail };
}
