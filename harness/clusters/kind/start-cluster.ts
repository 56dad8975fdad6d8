import { observerDeadline, operatorDeadline } from "../answers.ts";
import type { DriverHost } from "../driver.ts";
import type { KubernetesClient } from "../kubernetes.ts";
import { Connection } from "../remote/connection.ts";
import { RemoteClient } from "../remote/client.ts";
import { PodWatch } from "../remote/pod-watch.ts";
import type { ClusterSpec, WorldSpec } from "../world.ts";
import { observerAgent, operatorAgent } from "../agents.ts";
import { AuditReader } from "./audit/reader.ts";
import { apiProxy, type CentralProxies } from "./links/central-proxies.ts";
import type { ClusterSource } from "./cluster-source.ts";
import { clusterReady, type KindCluster, openToPods } from "./create-cluster.ts";
import { docker } from "./docker/docker.ts";
import { Entrance } from "./application/entrance.ts";
import type { PartImages } from "./images.ts";
import type { Names } from "./docker/names.ts";
import { pointDirectly, pointRegistry } from "./registry/node-registry.ts";
import { registryProxy } from "./registry/registry.ts";
import { registryUpstream } from "./registry/registry-container.ts";

export interface ClusterWorld {
  readonly spec: WorldSpec;
  readonly images: PartImages;
  readonly names: Names;
  readonly host: DriverHost;
  readonly source: ClusterSource;
  readonly central: Promise<CentralProxies>;
}

/** A cluster whose nodes are ready, whose pulls go through its proxy and whose users' entrance is open. */
export interface StartedCluster {
  readonly spec: ClusterSpec;
  readonly kind: KindCluster;
  readonly observer: KubernetesClient;
  readonly operator: KubernetesClient;
  readonly entrance: Entrance;
  readonly audit: AuditReader;
  readonly pods: PodWatch;
}

/** Brings one cluster up; whatever it makes goes onto `undo`. */
export async function startCluster(
  cluster: ClusterSpec,
  world: ClusterWorld,
  undo: AsyncDisposableStack,
): Promise<StartedCluster> {
  const { spec, images, names, host, source } = world;
  const { clock, ledger, signal } = host;
  const kind = await source.provide(cluster);
  const direct = { kubeconfig: kind.kubeconfig, context: kind.context };
  const observing = undo.use(new Connection({ ...direct, userAgent: observerAgent, deadline: observerDeadline }));
  const observer = new RemoteClient(observing);
  const central = await world.central;
  const operator = new RemoteClient(
    undo.use(
      new Connection({
        ...direct,
        server: `https://${central.address(apiProxy(cluster.name))}`,
        userAgent: operatorAgent,
        deadline: operatorDeadline,
      }),
    ),
  );
  for (const node of [...kind.nodes, ...kind.spare]) await connectRegistry(node, cluster.name, central, spec);
  await clusterReady(cluster.name, observer, { clock, signal, nodes: kind.nodes.length + kind.spare.length });
  const controlPlane = source.controlPlane(cluster.name);
  if (kind.nodes.length > 1 && kind.nodes.includes(controlPlane)) await openToPods(observer, controlPlane);
  await createNamespace(observer, spec.application.namespace);
  const { application } = spec;
  const entrance = undo.use(
    await Entrance.start({
      cluster: cluster.name,
      node: controlPlane,
      image: images.applicationBase,
      names,
      ledger,
      observer,
      application,
    }),
  );
  const audit = undo.use(await AuditReader.start({ node: controlPlane, clock, observer }));
  const pods = undo.use(new PodWatch({ connection: observing, namespace: application.namespace, clock }));
  return { spec: cluster, kind, observer, operator, entrance, audit, pods };
}

async function connectRegistry(
  node: string,
  cluster: string,
  central: CentralProxies,
  { registry: { host, mirror } }: WorldSpec,
): Promise<void> {
  await pointRegistry(node, host, central.upstream(registryProxy(cluster)));
  await pointDirectly(node, host, registryUpstream);
  if (mirror === undefined) return;
  await pointRegistry(node, mirror, registryUpstream);
  await pointDirectly(node, mirror, registryUpstream);
}

async function createNamespace(client: KubernetesClient, name: string): Promise<void> {
  if ((await client.get("namespaces", undefined, name)) !== undefined) return;
  await client.create("namespaces", undefined, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
}

/** Has every node pull the canary once, to see that pulls work before anything is broken. @throws CommandFailed */
export async function pullCanary(nodes: readonly string[], canary: string): Promise<void> {
  for (const node of nodes) await docker(["exec", node, "crictl", "pull", canary]);
}
