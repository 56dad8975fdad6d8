import { readFileSync } from "node:fs";
import { Wait } from "testcontainers";
import { asset } from "../../../base/assets.ts";
import type { Ledger } from "../../driver.ts";
import type { KubernetesClient, KubernetesObject } from "../../kubernetes.ts";
import type { ApplicationSpec } from "../../world.ts";
import { startContainer } from "../docker/container.ts";
import { docker } from "../docker/docker.ts";
import type { Names } from "../docker/names.ts";

/** Ports of a control plane's node that the host reaches: where users come in, and where the entrance is told whereto. */
export const entrancePort = 30080;
export const entranceControlPort = 30474;

/** ms that the entrance may take to answer. */
const patience = 5_000;

export interface EntranceOptions {
  readonly cluster: string;
  /** Name of the control plane's node. */
  readonly node: string;
  /** Of Node. */
  readonly image: string;
  readonly names: Names;
  readonly ledger: Ledger;
  readonly observer: KubernetesClient;
  readonly application: ApplicationSpec;
}

/**
 * Where users enter a cluster: a forwarder inside the node's own network, from which the team's service is reached at its
 * cluster address, through the cluster's own load balancing. A cut API blinds nobody here. It is not Toxiproxy, which dials
 * one connection at a time: a single one to a pod that has just gone would hold up all others for two minutes.
 */
export class Entrance implements AsyncDisposable {
  readonly #options: EntranceOptions;
  readonly #control: string;
  readonly #container: AsyncDisposable;
  /** `host:port` on this machine. */
  readonly address: string;
  #upstream: string | undefined;

  constructor(options: EntranceOptions, parts: { control: string; container: AsyncDisposable; address: string }) {
    this.#options = options;
    this.#control = parts.control;
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
        command: ["node", "--input-type=module", "--eval", program(), `${entrancePort}`, `${entranceControlPort}`],
        ready: Wait.forLogMessage("listening"),
      },
      names,
      ledger,
    );
    const control = `http://${await published(node, entranceControlPort)}`;
    return new Entrance(options, { control, container, address: await published(node, entrancePort) });
  }

  /** Follows the service: it may not have been there before, or may have been created anew. */
  async follow(): Promise<void> {
    const { observer, application } = this.#options;
    const service = await observer.get("services", application.namespace, application.service);
    const upstream = service && upstreamOf(service);
    if (upstream === undefined || upstream === this.#upstream) return;
    await fetch(this.#control, { method: "PUT", body: upstream, signal: AbortSignal.timeout(patience) });
    this.#upstream = upstream;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }
}

function program(): string {
  return readFileSync(asset("fixtures/entrance/forwarder.js"), "utf8");
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
