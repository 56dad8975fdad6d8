import type { Cluster } from "../clusters/driver.ts";
import type { KubernetesObject } from "../clusters/kubernetes.ts";
import type { ApplicationSpec, WorldSpec } from "../clusters/world.ts";
import type { Capacity, LiveState, ProcessConfig, RunningContainer } from "./state.ts";

export const deployments = "deployments.apps";

/** Label selector of a workload, as the API takes it. */
export function selectorOf(workload: KubernetesObject): string {
  const labels: Record<string, string> = workload["spec"]?.selector?.matchLabels ?? {};
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

export function capacityOf(workload: KubernetesObject): Capacity {
  const { spec, status = {}, metadata } = workload;
  return {
    desired: spec.replicas ?? 1,
    ready: status.readyReplicas ?? 0,
    updated: status.updatedReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    total: status.replicas ?? 0,
    observed: (status.observedGeneration ?? 0) >= (metadata.generation ?? 0),
  };
}

export function imageOf(workload: KubernetesObject, container: string): string | undefined {
  const containers: readonly { name: string; image: string }[] = workload["spec"]?.template?.spec?.containers ?? [];
  return containers.find(({ name }) => name === container)?.image;
}

interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly imageID?: string;
  readonly ready: boolean;
  readonly restartCount: number;
}

/** The application's container in each pod that is not on its way out. */
export function containersOf(pods: readonly KubernetesObject[], container: string): RunningContainer[] {
  return pods.flatMap((pod) => {
    if (pod.metadata.deletionTimestamp !== undefined) return [];
    const spec = (pod["spec"].containers as readonly { name: string; image: string }[]).find(
      ({ name }) => name === container,
    );
    if (spec === undefined) return [];
    const statuses: readonly ContainerStatus[] = pod["status"]?.containerStatuses ?? [];
    const status = statuses.find(({ name }) => name === container);
    return [
      {
        pod: pod.metadata.name,
        node: pod["spec"].nodeName ?? "",
        container,
        image: spec.image,
        digest: /sha256:[0-9a-f]{64}/.exec(status?.imageID ?? "")?.[0],
        ready: status?.ready ?? false,
        restarts: status?.restartCount ?? 0,
      },
    ];
  });
}

/** The workload with its pods, as the observer sees them; what could not be read is said. */
export async function readWorkload(cluster: Cluster, { namespace, workload }: ApplicationSpec) {
  const found = await cluster.observer.get(deployments, namespace, workload.name);
  if (found === undefined) return undefined;
  const pods = await cluster.observer.list("pods", namespace, { labelSelector: selectorOf(found) });
  return { workload: found, pods };
}

async function readProcesses(cluster: Cluster): Promise<readonly ProcessConfig[]> {
  return (await cluster.processes()).map(({ pod, version, configHash, reportsConfig }) => ({
    pod,
    version,
    hash: configHash,
    ...(reportsConfig === false && { reportsConfig }),
  }));
}

/** Reads what the probes need, all parts at once; a part that fails does not take the others with it. */
export async function lookAt(cluster: Cluster, { application }: WorldSpec): Promise<LiveState> {
  const unreadable: string[] = [];
  const attempt = async <T>(part: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      unreadable.push(`${part}: ${(error as Error).message}`);
      return undefined;
    }
  };
  const [found, processes] = await Promise.all([
    attempt("workload", async () => {
      const read = await readWorkload(cluster, application);
      if (read === undefined) throw new Error(`there is no deployment ${application.workload.name}`);
      return read;
    }),
    attempt("processes", () => readProcesses(cluster)),
  ]);
  return {
    image: found && imageOf(found.workload, application.container),
    capacity: found && capacityOf(found.workload),
    containers: found && containersOf(found.pods, application.container),
    processes,
    unreadable,
  };
}
