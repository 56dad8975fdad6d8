import { availableParallelism } from "node:os";
import { inTurns } from "../../base/in-turns.ts";
import { Random } from "../../base/random.ts";
import type { DriverHost, World } from "../driver.ts";
import { writeKubeconfig } from "../kubeconfig.ts";
import { operatorEnd } from "../links.ts";
import { Router } from "../router.ts";
import type { WorldSpec } from "../world.ts";
import { builderEnvironment, type ImageBuild } from "./images/application-image.ts";
import { apiProxy, CentralProxies, usersProxy } from "./links/central-proxies.ts";
import { DrillCluster } from "./cluster.ts";
import type { Place } from "./docker/container.ts";
import type { ClusterSource } from "./cluster-source.ts";
import type { PartImages } from "./images.ts";
import { operatorContext } from "./kubeconfig.ts";
import { imageOrigins } from "./images/image-origins.ts";
import { Links, type ProxiedLink } from "./links/links.ts";
import type { Names } from "./docker/names.ts";
import { NodePower } from "./nodes/node-power.ts";
import { clustersPerProcessor } from "./parallelism.ts";
import { Processes } from "./application/processes.ts";
import { checkOwnImages } from "./images/own-images.ts";
import { canaryRepository, pushImages } from "./images/push-images.ts";
import { startRefusals } from "./registry/refusals.ts";
import { Registry, registryProxy } from "./registry/registry.ts";
import { RegistryContainer } from "./registry/registry-container.ts";
import { type ClusterWorld, pullCanary, startCluster, type StartedCluster } from "./start-cluster.ts";
import { Users } from "./application/users.ts";

export interface WorldParts {
  readonly images: PartImages;
  readonly source: ClusterSource;
  readonly names: Names;
  /** The run's own, absolute. */
  readonly folder: string;
  readonly undo: AsyncDisposableStack;
}

/** Clusters, registry and proxies of one drill in containers on this machine; whatever it makes goes onto `undo`. */
export async function startParts(
  spec: WorldSpec,
  host: DriverHost,
  { images, source, names, folder, undo }: WorldParts,
): Promise<Omit<World, keyof AsyncDisposable>> {
  const { ledger, clock } = host;
  await checkOwnImages(spec);
  const clusterNames = spec.clusters.map(({ name }) => name);
  const build: ImageBuild = { base: images.applicationBase, names, ledger, builder: await builderEnvironment() };
  const place: Place = { network: source.network, names, ledger };
  const central = CentralProxies.start(images.toxiproxy, { clusters: clusterNames, source }, place).then(
    async (started) => {
      undo.use(started);
      await started.create();
      return started;
    },
  );
  const container = RegistryContainer.start(images.registry, place).then(async (started) => {
    undo.use(started);
    await pushImages(spec, started.address, build);
    return started;
  });
  const refusals = startRefusals(images.applicationBase, place).then((started) => void undo.use(started));
  const clusterWorld: ClusterWorld = { spec, images, names, host, source, central };
  const starting = inTurns(spec.clusters, clustersPerProcessor * availableParallelism(), (cluster) =>
    startCluster(cluster, clusterWorld, undo),
  );
  // All have to have ended, one way or the other, before what they made can be undone.
  await Promise.allSettled([central, container, refusals, starting]);
  await refusals;
  const parts = { central: await central, container: await container, clusters: await starting };

  const canary = `${spec.registry.host}/${canaryRepository}:latest`;
  await Promise.all(parts.clusters.map(({ kind }) => pullCanary(kind.nodes, canary)));
  const origins = await imageOrigins(spec, parts.container);
  const router = new Router(clusterNames);
  const random = new Random(spec.seed);
  const power = new NodePower(ledger);
  const addressOf = (region: string, cluster: string) =>
    region === cluster
      ? parts.clusters.find(({ spec: { name } }) => name === cluster)!.entrance.address
      : parts.central.address(usersProxy(region, cluster));
  const clusters = parts.clusters.map((started) => {
    const { name } = started.spec;
    const users = undo.use(
      new Users({
        region: name,
        clock,
        random: random.derive(`users/${name}`),
        router,
        path: spec.application.path ?? "/",
        addressOf: (cluster) => addressOf(name, cluster),
      }),
    );
    const processes = undo.use(new Processes({ observer: started.observer, spec, origins }));
    return new DrillCluster({ ...started, nodes: started.kind.nodes, users, processes, power });
  });
  const links = new Links(parts.central.proxies, proxiedLinks(parts.clusters, parts.central), clock);
  await links.shape(spec.links);
  const registry = new Registry({
    container: parts.container,
    proxies: parts.central.proxies,
    clock,
    canary,
    nodes: new Map(parts.clusters.map(({ spec: { name }, kind }) => [name, kind.nodes])),
  });
  return {
    clusters: new Map(clusters.map((cluster) => [cluster.name, cluster])),
    registry,
    links,
    router,
    async kubeconfig() {
      return writeKubeconfig(
        folder,
        parts.clusters.map(({ spec: { name, context }, kind }) =>
          operatorContext({
            context,
            kubeconfig: kind.kubeconfig,
            server: `https://${parts.central.address(apiProxy(name))}`,
            namespace: spec.application.namespace,
          }),
        ),
      );
    },
    registryAddress: async () => parts.central.address(registryProxy(operatorEnd)),
  };
}

/** Between the operator and each cluster's API, and between each region's users and the other clusters. */
function proxiedLinks(clusters: readonly StartedCluster[], central: CentralProxies): readonly ProxiedLink[] {
  const operator = clusters.map(({ spec: { name }, operator: client }): ProxiedLink => ({
    between: [operatorEnd, name],
    proxies: [apiProxy(name)],
    ask: () => client.get("namespaces", undefined, "default"),
  }));
  const users = clusters.flatMap((one, index) =>
    clusters.slice(index + 1).map((other): ProxiedLink => {
      const [a, b] = [one.spec.name, other.spec.name];
      return {
        between: [a, b],
        proxies: [usersProxy(a, b), usersProxy(b, a)],
        ask: (signal) => fetch(`http://${central.address(usersProxy(a, b))}/`, { signal }),
      };
    }),
  );
  return [...operator, ...users];
}
