import { Wait } from "testcontainers";
import type { Ledger } from "../driver.ts";
import type { KubernetesClient, KubernetesObject } from "../kubernetes.ts";
import type { ApplicationSpec } from "../world.ts";
import { startContainer } from "./container.ts";
import { docker } from "./docker.ts";
import type { Names } from "./names.ts";
import { Proxies } from "./proxies.ts";

/** Ports of a control plane's node that the host reaches: where users come in, and the entrance's own API. */
export const entrancePort = 30080;
export const proxyApiPort = 30474;

export interface EntranceOptions {
  readonly cluster: string;
  /** Name of the control plane's node. */
  readonly node: string;
  readonly image: string;
  readonly names: Names;
  readonly ledger: Ledger;
  readonly observer: KubernetesClient;
  readonly application: ApplicationSpec;
}

const proxy = "users";

/**
 * Where users enter a cluster: a proxy inside the node's own network, from which the team's service is reached at its
 * cluster address, through the cluster's own load balancing. A cut API blinds nobody here.
 */
export class Entrance implements AsyncDisposable {
  readonly #options: EntranceOptions;
  readonly #proxies: Proxies;
  readonly #container: AsyncDisposable;
  /** `host:port` on this machine. */
  readonly address: string;
  #upstream: string | undefined;

  constructor(options: EntranceOptions, parts: { proxies: Proxies; container: AsyncDisposable; address: string }) {
    this.#options = options;
    this.#proxies = parts.proxies;
    this.#container = parts.container;
    this.address = parts.address;
  }

  static async start(options: EntranceOptions): Promise<Entrance> {
    const { cluster, node, image, names, ledger } = options;
    const name = names.entrance(cluster);
    const container = await startContainer(
      {
        name,
        image,
        network: `container:${node}`,
        command: ["-host=0.0.0.0", `-port=${proxyApiPort}`],
        ready: Wait.forLogMessage(/Starting/),
      },
      names,
      ledger,
    );
    const proxies = new Proxies(`http://${await published(node, proxyApiPort)}`);
    return new Entrance(options, { proxies, container, address: await published(node, entrancePort) });
  }

  /** Follows the service: it may not have been there before, or may have been created anew. */
  async follow(): Promise<void> {
    const { observer, application } = this.#options;
    const service = await observer.get("services", application.namespace, application.service);
    const upstream = service && upstreamOf(service);
    if (upstream === undefined || upstream === this.#upstream) return;
    if (this.#upstream === undefined) await this.#proxies.create(proxy, entrancePort, upstream);
    else await this.#proxies.redirect(proxy, upstream);
    this.#upstream = upstream;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }
}

function upstreamOf({ spec }: KubernetesObject): string | undefined {
  const { clusterIP, ports = [] } = spec as { clusterIP?: string; ports?: readonly { port: number }[] };
  if (clusterIP === undefined || clusterIP === "None" || ports[0] === undefined) return undefined;
  return `${clusterIP}:${ports[0].port}`;
}

/** The host's `address:port` for a container's port. */
async function published(container: string, port: number): Promise<string> {
  const answer = await docker(["port", container, `${port}/tcp`]);
  return answer.split("\n")[0]!;
}
