import { UserError } from "../../base/errors.ts";
import type { DriverHost } from "../driver.ts";
import type { WorldSpec } from "../world.ts";
import type { SimulatedCluster } from "./cluster.ts";
import { linkGate } from "./network/link-gate.ts";
import type { Links } from "./network/links.ts";
import { operatorEnd } from "../links.ts";
import type { RegistryAccess } from "./registry/access.ts";
import type { Catalogue } from "./registry/catalogue.ts";

export interface DoorsOptions {
  readonly host: DriverHost;
  readonly clusters: readonly SimulatedCluster[];
  readonly links: Links;
  readonly catalogue: Catalogue;
  readonly access: RegistryAccess;
  readonly spec: WorldSpec;
}

/** The ways into the world from outside. Nothing listens, and what would is not even loaded, before somebody asks. */
export class Doors implements AsyncDisposable {
  readonly #options: DoorsOptions;
  readonly #open = new AsyncDisposableStack();
  #kubeconfig: Promise<string> | undefined;
  #registry: Promise<string> | undefined;

  constructor(options: DoorsOptions) {
    this.#options = options;
  }

  kubeconfig(): Promise<string> {
    return (this.#kubeconfig ??= this.#serveClusters());
  }

  registryAddress(): Promise<string> {
    return (this.#registry ??= this.#serveRegistry());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What is being opened has to be open before it can be closed; that it failed is its caller's business.
    await Promise.allSettled([this.#kubeconfig, this.#registry]);
    await this.#open.disposeAsync();
  }

  async #serveClusters(): Promise<string> {
    const { host, clusters, links, spec } = this.#options;
    const { folder } = host;
    requireRealTime(host, "A kubeconfig");
    if (folder === undefined)
      throw new UserError("a kubeconfig needs a folder to be written to, and this run has none");
    const { OpenApi } = await import("./http/discovery/openapi.ts");
    const { serveCluster } = await import("./http/serve.ts");
    const { writeKubeconfig } = await import("../kubeconfig.ts");
    const { administratorContext } = await import("./http/kubeconfig.ts");
    const openApi = new OpenApi();
    const endpoints = await Promise.all(
      clusters.map(async ({ name, context, api, logs, pods, traffic, metrics, tokens }) => {
        const gate = linkGate(links, name);
        const onError = (error: unknown) => host.onProblem?.(error);
        const endpoint = await serveCluster({
          api,
          clock: host.clock,
          name,
          context,
          logs,
          pods,
          traffic,
          metrics,
          gate,
          openApi,
          issuer: tokens,
          onError,
        });
        return this.#open.use(endpoint);
      }),
    );
    const { namespace } = spec.application;
    return writeKubeconfig(
      folder,
      endpoints.map((endpoint) => ({ ...administratorContext(endpoint), namespace })),
    );
  }

  async #serveRegistry(): Promise<string> {
    const { host, access, catalogue, spec } = this.#options;
    requireRealTime(host, "The registry's address");
    const { serveRegistry } = await import("./registry/server.ts");
    const view = () => access.view(operatorEnd, spec.registry.host);
    const server = this.#open.use(await serveRegistry({ catalogue, clock: host.clock, view }));
    return server.address;
  }
}

function requireRealTime({ clock }: DriverHost, what: string): void {
  if (clock.kind === "virtual")
    throw new UserError(`${what} is for programs outside, and they live in real time`, {
      hint: "Run the drill in real time, or use declarative steps only.",
    });
}
