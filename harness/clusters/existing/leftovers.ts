import { delimiter } from "node:path";
import { RealClock } from "../../base/real-clock.ts";
import { observerAgent } from "../agents.ts";
import { observerDeadline } from "../answers.ts";
import type { KubeconfigContext } from "../kubeconfig.ts";
import type { KubernetesClient } from "../kubernetes.ts";
import { namespaceRecord, ownNamespace, removeNamespace } from "./own-namespace.ts";
import { TeamKubeconfig } from "./team-kubeconfig.ts";

type Detail = Readonly<Record<string, string | number>>;

/** A namespace that a killed drill left in a team's cluster, and its removal. */
export interface NamespaceLeftover {
  readonly what: string;
  remove(): Promise<void>;
}

/** ms within which a namespace that is removed later has to be gone. */
const goneWithin = 60_000;

/** By kind of undo record: what is left of it; undefined when it is nothing. */
export const namespaceLeftovers: Readonly<Record<string, (detail: Detail) => Promise<NamespaceLeftover | undefined>>> =
  {
    async [namespaceRecord](detail) {
      const [context, namespace, runId] = [
        String(detail["context"]),
        String(detail["namespace"]),
        String(detail["run"]),
      ];
      const hasChaos = detail["chaos"] === 1;
      const what = `namespace ${namespace} of context ${context}`;
      const work = <T>(body: (client: KubernetesClient) => Promise<T>) =>
        withClient(String(detail["kubeconfig"]), context, body);
      try {
        if ((await work((client) => ownNamespace(client, namespace, runId))) === undefined) return undefined;
      } catch (error) {
        // Where nobody can look, it is taken to be there.
        return { what, remove: () => Promise.reject(error as Error) };
      }
      return {
        what,
        remove: () =>
          work((client) =>
            removeNamespace({
              client,
              namespace,
              runId,
              context,
              hasChaos,
              clock: new RealClock(),
              within: goneWithin,
            }),
          ),
      };
    },
  };

async function withClient<T>(
  kubeconfig: string,
  context: string,
  body: (client: KubernetesClient) => Promise<T>,
): Promise<T> {
  const entry: KubeconfigContext | undefined = new TeamKubeconfig(kubeconfig.split(delimiter)).find(context);
  if (entry === undefined) throw new Error(`${kubeconfig} has no context ${context} any more`);
  // Loaded when needed: most cleaning is done on this machine.
  const { Connection } = await import("../remote/connection.ts");
  const { RemoteClient } = await import("../remote/client.ts");
  using connection = new Connection({
    kubeconfig: entry,
    context,
    userAgent: observerAgent,
    deadline: observerDeadline,
  });
  return await body(new RemoteClient(connection));
}
