import { operatorAgent, observerAgent } from "../agents.ts";
import { observerDeadline, operatorDeadline, userDeadline } from "../answers.ts";
import type { ApiWrite, Cluster, DriverHost, LoadResult, ProcessReport } from "../driver.ts";
import type { KubeconfigContext } from "../kubeconfig.ts";
import type { KubernetesClient } from "../kubernetes.ts";
import { RemoteClient } from "../remote/client.ts";
import { Connection } from "../remote/connection.ts";
import type { WorldSpec } from "../world.ts";
import type { Way } from "./chaos/link-findings.ts";
import { PodsOnLink } from "./chaos/pods-on-link.ts";
import { DoorWrites } from "./door-writes.ts";
import { openDoor } from "./door.ts";
import type { Member } from "./fleet.ts";
import type { Links } from "./links.ts";
import { createNamespace } from "./own-namespace.ts";
import { createProcedureAccount } from "./procedure-account.ts";
import { Processes } from "./processes.ts";
import { Pulls } from "./pulls.ts";
import { type Visit, visit } from "./visits.ts";

/** Users' requests that are on their way at once: none waits for another. */
const mostUsers = 500;

export interface MemberWorld {
  readonly spec: WorldSpec;
  readonly host: DriverHost;
  readonly links: Links;
  /** Paths of the team's kubeconfig, as `KUBECONFIG` would hold them. */
  readonly kubeconfig: string;
  /** Links to other regions that Chaos Mesh can hinder. */
  readonly ways: readonly Way[];
  /** The users of a region, once every cluster is there. */
  usersOf(region: string): (count: number) => Promise<LoadResult>;
}

/** One cluster of the team's, in which the drill has a namespace. */
export interface EnteredCluster extends Cluster {
  /** As the procedure reaches it. */
  readonly entry: KubeconfigContext;
  readonly pulls: Pulls;
  /** Its pods at this end of such links. */
  readonly ways: readonly PodsOnLink[];
  /** One request of a user to the service. */
  visit(): Promise<Visit>;
}

/** Makes the drill's namespace in a cluster, and the ways to it; whatever it makes goes onto `undo`. */
export async function enterCluster(
  { spec: cluster, team }: Member,
  { spec, host, links, kubeconfig, ways: all, usersOf }: MemberWorld,
  undo: AsyncDisposableStack,
): Promise<EnteredCluster> {
  const { clock, ledger, signal } = host;
  const { application, runId } = spec;
  const { namespace } = application;
  const { name, context } = cluster;
  const connect = (entry: KubeconfigContext, userAgent: string, deadline: number, mostAtOnce = 32) =>
    undo.use(new Connection({ kubeconfig: entry, context: entry.context, userAgent, deadline, mostAtOnce }));
  const connection = connect(team, observerAgent, observerDeadline);
  const observer = new RemoteClient(connection);
  const place = { client: observer, namespace, runId, context: team.context, clock, signal };
  const mine = all.filter(({ near }) => near === name);
  undo.use(await createNamespace({ ...place, kubeconfig, hasChaos: mine.length > 0, ledger }));
  const onProblem = (error: Error) => host.onProblem?.(error);
  const ways = mine.map((way) => new PodsOnLink({ ...place, ...way, onProblem }));
  for (const way of ways) undo.defer(() => way.stop());
  await createPullSecrets(observer, spec, name);
  const token = await createProcedureAccount(observer, connection, namespace);
  const writes = new DoorWrites(observer, String(team.cluster["server"]));
  const door = undo.use(await openDoor({ cluster: name, team, clock, gate: links.gate(name), writes }));
  const entry: KubeconfigContext = {
    context,
    cluster: { server: door.server, "certificate-authority-data": Buffer.from(door.ca).toString("base64") },
    user: { token },
    namespace,
  };
  const visitor = connect(team, observerAgent, userDeadline, mostUsers);
  const processes = new Processes({ observer, visitor, spec, clock });
  const entrance = entranceOf(spec, name);
  const offer = usersOf(name);
  return {
    name,
    context,
    // Nodes are none of a drill's business here.
    nodes: [],
    observer,
    operator: new RemoteClient(connect(entry, operatorAgent, operatorDeadline)),
    entry,
    ways,
    pulls: new Pulls({ cluster: name, client: observer, application, runId, clock, signal }),
    visit: () => visit(visitor, entrance, clock),
    offer,
    processes: (): Promise<readonly ProcessReport[]> => processes.list(),
    writes: (skip: number): readonly ApiWrite[] => writes.after(skip),
  };
}

/** The rest of the application comes later; images are pulled before. */
async function createPullSecrets(client: KubernetesClient, { application }: WorldSpec, cluster: string): Promise<void> {
  for (const object of application.manifests[cluster] ?? [])
    if (object.kind === "Secret" && /^kubernetes\.io\/docker(cfg|configjson)$/.test(String(object["type"])))
      await client.create("secrets", application.namespace, object);
}

/** Path of the service that users enter by, at its first port. */
function entranceOf({ application }: WorldSpec, cluster: string): string {
  const { namespace, service, manifests } = application;
  const object = (manifests[cluster] ?? []).find(
    ({ kind, metadata }) => kind === "Service" && metadata.name === service,
  );
  const port = (object?.["spec"]?.ports as readonly { readonly port: number }[] | undefined)?.[0]?.port;
  return `/api/v1/namespaces/${namespace}/services/${service}${port === undefined ? "" : `:${port}`}/proxy/`;
}
