import type { Clock } from "../../base/clock.ts";
import { until } from "../../base/until.ts";
import type { Ledger } from "../driver.ts";
import { ApiUnreachable, type KubernetesClient, type KubernetesObject } from "../kubernetes.ts";
import { runLabel } from "../run-label.ts";
import { consent } from "./chaos/network-chaos.ts";
import { removeChaos } from "./chaos/removal.ts";

/** Kind of the undo record of a namespace: `{ kubeconfig, context, namespace, run }`, and `chaos` where faults use Chaos Mesh. */
export const namespaceRecord = "existing-namespace";

/** ms within which a namespace has its default service account, and within which it is gone. */
const readyWithin = 60_000;
const goneWithin = 180_000;

export interface OwnNamespaceOptions {
  readonly client: KubernetesClient;
  readonly namespace: string;
  readonly runId: string;
  /** Name of the team's context, and the paths of its kubeconfig as `KUBECONFIG` would hold them. */
  readonly context: string;
  readonly kubeconfig: string;
  /** Whether faults put NetworkChaos objects into it. */
  readonly hasChaos: boolean;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Makes the run's namespace in one cluster. Disposal removes it and waits until it is gone. */
export async function createNamespace(options: OwnNamespaceOptions): Promise<AsyncDisposable> {
  const { client, namespace, runId, context, kubeconfig, hasChaos, ledger, clock } = options;
  const detail = { kubeconfig, context, namespace, run: runId, ...(hasChaos && { chaos: 1 }) };
  const entry = ledger.record(namespaceRecord, detail);
  const remove = async () => {
    await removeNamespace({ client, namespace, runId, context, hasChaos, clock, within: goneWithin });
    entry.strike();
  };
  try {
    await client.create("namespaces", undefined, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: namespace,
        labels: { [runLabel]: runId },
        ...(hasChaos && { annotations: consent }),
      },
    });
    await usable(options);
  } catch (error) {
    await remove().catch((trouble: Error) => {
      throw new Error(`${(error as Error).message}; then ${trouble.message}`, { cause: error });
    });
    throw error;
  }
  return { [Symbol.asyncDispose]: remove };
}

/** Pods are refused until the namespace has its default service account. */
async function usable({ client, namespace, context, clock, signal }: OwnNamespaceOptions): Promise<void> {
  const found = await until(() => client.get("serviceaccounts", namespace, "default"), {
    clock,
    every: 200,
    deadline: clock.now() + readyWithin,
    signal,
  });
  if (found === undefined) throw new Error(`namespace ${namespace} of ${context} has no default service account`);
}

export interface RemoveOptions {
  readonly client: KubernetesClient;
  readonly namespace: string;
  readonly runId: string;
  readonly context: string;
  /** Whether NetworkChaos objects may be in it: they go first, since Chaos Mesh works on living namespaces only. */
  readonly hasChaos: boolean;
  readonly clock: Clock;
  /** ms for all of it */
  readonly within: number;
}

/** Removes the namespace if it is the run's, and waits until it is gone. Rejects with what holds it, or why nobody knows. */
export async function removeNamespace(options: RemoveOptions): Promise<void> {
  const { client, namespace, runId, context, hasChaos, clock, within } = options;
  const deadline = clock.now() + within;
  const mine = { client, namespace, context, labelSelector: `${runLabel}=${runId}`, clock, within: within / 3 };
  const trouble = hasChaos ? await removeChaos(mine).then(nothing, (error: Error) => `; ${error.message}`) : "";
  let holds = "";
  const gone = await until(
    async () => {
      try {
        const left = await ownNamespace(client, namespace, runId);
        if (left === undefined) return true;
        holds = whatHolds(left);
        if (left.metadata.deletionTimestamp === undefined) await client.delete("namespaces", undefined, namespace);
      } catch (error) {
        if (!(error instanceof ApiUnreachable)) throw error;
        holds = error.message;
      }
      return undefined;
    },
    { clock, every: 500, deadline, signal: new AbortController().signal },
  );
  if (gone !== true) throw new Error(`namespace ${namespace} of ${context} is not gone: ${holds}${trouble}`);
}

const nothing = () => "";

/** The namespace with this name, if this run made it. */
export async function ownNamespace(
  client: KubernetesClient,
  namespace: string,
  runId: string,
): Promise<KubernetesObject | undefined> {
  const found = await client.get("namespaces", undefined, namespace);
  return found?.metadata.labels?.[runLabel] === runId ? found : undefined;
}

interface Condition {
  readonly status: string;
  readonly message?: string;
}

function whatHolds(namespace: KubernetesObject): string {
  const conditions = (namespace["status"]?.conditions ?? []) as readonly Condition[];
  const reasons = conditions.filter(({ status }) => status === "True").flatMap(({ message }) => message ?? []);
  return reasons.join("; ") || "the cluster does not say why";
}
