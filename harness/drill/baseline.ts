import { until } from "../base/until.ts";
import { ApiError, type Json, type KubernetesObject } from "../clusters/kubernetes.ts";
import type { Cluster } from "../clusters/driver.ts";
import { lookAt } from "../probes/look.ts";
import { resourceNameOf } from "../clusters/resource-names.ts";
import type { LiveState } from "../probes/state.ts";
import type { LiveContext } from "./context.ts";

/** ms that the good version may take to run everywhere. */
const baselineTimeout = 300_000;

/** Puts the team's manifests onto every cluster and waits until the good version runs. @returns what is missing, if anything. */
export async function installBaseline(context: LiveContext): Promise<string | undefined> {
  const { clusters, spec } = context;
  const troubles = await Promise.all(
    clusters.map(async (cluster) => {
      for (const object of spec.application.manifests[cluster.name] ?? [])
        await install(cluster, object, spec.application.namespace);
      return waitForVersion(context, cluster, spec.images["good"]!.reference, baselineTimeout);
    }),
  );
  return troubles.find((trouble) => trouble !== undefined);
}

const clusterScoped = new Set(["Namespace", "Node", "PriorityClass", "ClusterRole", "ClusterRoleBinding", "StorageClass"]);

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

/** @returns undefined when the version runs; else how far it came within `timeout` ms. */
export async function waitForVersion(
  { clock, spec, signal }: LiveContext,
  cluster: Cluster,
  reference: string,
  timeout: number,
): Promise<string | undefined> {
  let last: LiveState | undefined;
  const done = await until(
    async () => {
      last = await lookAt(cluster, spec);
      return runsImage(last, reference) ? true : undefined;
    },
    { clock, every: 1_000, deadline: clock.now() + timeout, signal },
  );
  if (done) return undefined;
  const { capacity, image, processes, unreadable = [] } = last ?? {};
  if (capacity === undefined) return `${cluster.name}: ${unreadable.join("; ")}`;
  if (image !== reference) return `${cluster.name}: the workload asks for ${image}, not ${reference}`;
  return `${cluster.name}: ${capacity.updated} of ${capacity.desired} updated, ${capacity.ready} ready, ${processes?.length ?? 0} answer`;
}
