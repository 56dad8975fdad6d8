import { join } from "node:path";
import { stringify } from "yaml";
import type { Clock } from "../../base/clock.ts";
import { until } from "../../base/until.ts";
import type { Ledger } from "../driver.ts";
import { isReady, type KubernetesClient } from "../kubernetes.ts";
import type { ClusterSpec } from "../world.ts";
import { auditMounts, auditPatch, writeAuditPolicy } from "./audit/policy.ts";
import { CommandFailed, kind } from "./docker/docker.ts";
import type { Evidence } from "./evidence.ts";
import { entrancePort, entranceControlPort } from "./application/entrance.ts";
import { removeRemains } from "./docker/leftovers.ts";
import { explain } from "./explain.ts";
import type { Names } from "./docker/names.ts";
import { nodeRoles, nodesWanted } from "./nodes/node-roles.ts";
import { records } from "./docker/records.ts";

export interface CreateOptions {
  readonly image: string;
  readonly names: Names;
  readonly ledger: Ledger;
  /** For the kubeconfig, and for what is mounted into nodes. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly evidence?: Evidence | undefined;
}

export interface KindCluster extends AsyncDisposable {
  readonly kubeconfig: string;
  /** Name of the context in that file. */
  readonly context: string;
  /** Nodes that run the application, the control plane first unless it is spared. */
  readonly nodes: readonly string[];
  /** Nodes that the drill has no use for: nothing is scheduled there. */
  readonly spare: readonly string[];
}

/**
 * Creates one cluster; disposal deletes it. Its first node is the control plane, and runs the application as the others do,
 * unless it is to be dedicated.
 * It may not be ready when this resolves: kind's own wait takes a time-out for success.
 */
export async function createCluster(
  spec: ClusterSpec,
  { image, names, ledger, folder, signal, evidence }: CreateOptions,
): Promise<KindCluster> {
  const { name } = spec;
  const kubeconfig = join(folder, `${name}.kind-kubeconfig`);
  const own = ["--name", names.cluster(name), "--kubeconfig", kubeconfig];
  const record = { name: names.cluster(name), kubeconfig };
  const entry = ledger.record(records.cluster, record);
  const policy = writeAuditPolicy(folder);
  const environment = { KIND_EXPERIMENTAL_DOCKER_NETWORK: names.network };
  const create = ["create", "cluster", ...own, "--image", image, "--config", "-", "--wait", "0s", "--retain"];
  try {
    await kind(create, { input: stringify(configuration(nodesWanted(spec) - 1, policy)), signal, environment });
  } catch (error) {
    if (!signal.aborted) await evidence?.cluster(record.name);
    await removeRemains(records.cluster, record);
    entry.strike();
    throw error instanceof CommandFailed ? new Error(`cluster ${name} could not be created: ${explain(error)}`) : error;
  }
  const listed = await kind(["get", "nodes", "--name", names.cluster(name)]);
  return {
    kubeconfig,
    context: `kind-${names.cluster(name)}`,
    ...nodeRoles(listed.split("\n").filter(Boolean).sort(), spec),
    async [Symbol.asyncDispose]() {
      await kind(["delete", "cluster", ...own]);
      entry.strike();
    },
  };
}

function configuration(workers: number, policy: string): object {
  const published = [entrancePort, entranceControlPort].map((containerPort) => ({
    containerPort,
    hostPort: 0,
    listenAddress: "127.0.0.1",
  }));
  return {
    kind: "Cluster",
    apiVersion: "kind.x-k8s.io/v1alpha4",
    // Node images before containerd 2.2 look for registries there only when told to.
    containerdConfigPatches: [
      '[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "/etc/containerd/certs.d"\n',
    ],
    kubeadmConfigPatches: [auditPatch],
    nodes: [
      {
        role: "control-plane",
        extraPortMappings: published,
        extraMounts: auditMounts(policy),
      },
      ...Array.from({ length: workers }, () => ({ role: "worker" })),
    ],
  };
}

/** ms within which a created cluster has to be able to run pods. */
const readyTimeout = 180_000;

/**
 * Resolves when every node is ready and pods can be created in the default namespace.
 * @throws Error that says what is missing.
 */
export async function clusterReady(
  name: string,
  client: KubernetesClient,
  { clock, signal, nodes }: { readonly clock: Clock; readonly signal: AbortSignal; readonly nodes: number },
): Promise<void> {
  let missing = "";
  const ready = await until(
    async () => {
      missing = await whatIsMissing(client, nodes).catch((error: Error) => error.message);
      return missing === "" ? true : undefined;
    },
    { clock, every: 500, deadline: clock.now() + readyTimeout, signal },
  );
  if (!ready) throw new Error(`cluster ${name} did not become ready: ${missing}`);
}

/** Has the control plane's node run pods as the others do: where there are others, kubeadm keeps them away. */
export async function openToPods(client: KubernetesClient, controlPlane: string): Promise<void> {
  await client.patch("nodes", undefined, controlPlane, "merge", { spec: { taints: null } });
}

/** Empty when nothing is. */
async function whatIsMissing(client: KubernetesClient, nodes: number): Promise<string> {
  const found = await client.list("nodes");
  const unready = found.filter((node) => !isReady(node));
  if (found.length < nodes) return `${found.length} of ${nodes} nodes have joined`;
  if (unready.length > 0) return `not ready: ${unready.map(({ metadata }) => metadata.name).join(", ")}`;
  if ((await client.get("serviceaccounts", "default", "default")) === undefined) return "no default service account";
  return "";
}
