import { operatorEnd } from "../../links.ts";
import { AnswersHttp } from "../docker/answers-http.ts";
import type { ClusterSource } from "../cluster-source.ts";
import { type Container, type Place, startContainer } from "../docker/container.ts";
import { entrancePort } from "../application/entrance.ts";
import { loopback } from "../docker/loopback.ts";
import { Proxies } from "./proxies.ts";
import { registryProxy } from "../registry/registry.ts";
import { registryUpstream } from "../registry/registry-container.ts";

/** Name of the Toxiproxy on the run's network. */
const alias = "drill-proxies";

/** Port of Toxiproxy's own API. */
const apiPort = 8474;

/** The first of the ports that proxies listen on. */
const firstPort = 8666;

export function apiProxy(cluster: string): string {
  return `api-${cluster}`;
}

/** Between the users of one region and another region's cluster. */
export function usersProxy(region: string, cluster: string): string {
  return `users-${region}-${cluster}`;
}

interface Planned {
  readonly name: string;
  readonly upstream: string;
}

/** One Toxiproxy with a proxy for every way that a fault may concern. */
export class CentralProxies implements AsyncDisposable {
  readonly proxies: Proxies;
  readonly #container: Container;
  readonly #planned: readonly Planned[];

  constructor(container: Container, planned: readonly Planned[]) {
    this.#container = container;
    this.#planned = planned;
    this.proxies = new Proxies(`http://${container.host}:${container.port(apiPort)}`);
  }

  /** @param source of the clusters that the proxies lead to; none of them has to be there yet. */
  static async start(
    image: string,
    { clusters, source }: { readonly clusters: readonly string[]; readonly source: ClusterSource },
    { network, names, ledger }: Place,
  ): Promise<CentralProxies> {
    const planned = plan(clusters, source);
    const container = await startContainer(
      {
        name: names.proxies,
        image,
        network,
        aliases: [alias],
        ports: [apiPort, ...planned.map((_, index) => firstPort + index)],
        command: ["-host=0.0.0.0"],
        ready: new AnswersHttp("/version", apiPort),
      },
      names,
      ledger,
    );
    return new CentralProxies(container, planned);
  }

  /** Creates the proxies; clusters may come up later. */
  async create(): Promise<void> {
    for (const [index, { name, upstream }] of this.#planned.entries())
      await this.proxies.create(name, firstPort + index, upstream);
  }

  /** `host:port` at which this machine reaches a proxy. */
  address(name: string): string {
    return `${loopback}:${this.#container.port(this.#portOf(name))}`;
  }

  /** `host:port` at which nodes on the run's network reach a proxy. */
  upstream(name: string): string {
    return `${alias}:${this.#portOf(name)}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }

  #portOf(name: string): number {
    return firstPort + this.#planned.findIndex((planned) => planned.name === name);
  }
}

function plan(clusters: readonly string[], source: ClusterSource): readonly Planned[] {
  const registry = [...clusters, operatorEnd].map((end) => ({ name: registryProxy(end), upstream: registryUpstream }));
  const apis = clusters.map((name) => ({ name: apiProxy(name), upstream: `${source.controlPlane(name)}:6443` }));
  const users = clusters.flatMap((region) =>
    clusters
      .filter((cluster) => cluster !== region)
      .map((cluster) => ({
        name: usersProxy(region, cluster),
        upstream: `${source.controlPlane(cluster)}:${entrancePort}`,
      })),
  );
  return [...registry, ...apis, ...users];
}
