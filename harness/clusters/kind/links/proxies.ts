import { type Proxy, type Toxic, type ToxicDirection, type ToxicType, Toxiproxy } from "toxiproxy-node-client";
import type { LinkState } from "../../driver.ts";

/** Proxies of one Toxiproxy, by name. */
export class Proxies {
  readonly #api: Toxiproxy;
  readonly #proxies = new Map<string, Proxy>();
  readonly #toxics = new Map<string, Toxic<unknown>[]>();

  /** @param url of Toxiproxy's own API. */
  constructor(url: string) {
    this.#api = new Toxiproxy(url);
  }

  /** @param listen port inside the container, @param upstream `host:port` */
  async create(name: string, listen: number, upstream: string): Promise<void> {
    this.#proxies.set(
      name,
      await this.#api.createProxy({ name, listen: `0.0.0.0:${listen}`, upstream, enabled: true }),
    );
  }

  /** Sends new connections somewhere else; those that are open are closed. */
  async redirect(name: string, upstream: string): Promise<void> {
    const { enabled } = this.#get(name);
    await this.#update(name, { enabled, upstream });
  }

  /** A disabled proxy refuses connections, and has closed those that were open. */
  async enable(name: string): Promise<void> {
    await this.#update(name, { enabled: true, upstream: this.#get(name).upstream });
  }

  async disable(name: string): Promise<void> {
    await this.#update(name, { enabled: false, upstream: this.#get(name).upstream });
  }

  /** Makes a proxy a link of this state, whatever it was before. */
  async shape(name: string, { latency, jitter, bandwidth, cut }: LinkState): Promise<void> {
    await this.clear(name);
    for (const stream of ["upstream", "downstream"] as const) {
      if (latency > 0 || jitter > 0) await this.#poison(name, stream, "latency", { latency, jitter });
      if (bandwidth !== undefined)
        await this.#poison(name, stream, "bandwidth", { rate: Math.max(1, Math.round(bandwidth / 1024)) });
      if (cut) await this.#poison(name, stream, "timeout", { timeout: 0 });
    }
  }

  /** Takes every toxic away. */
  async clear(name: string): Promise<void> {
    for (const toxic of this.#toxics.get(name) ?? []) await toxic.remove();
    this.#toxics.delete(name);
  }

  async #poison(name: string, stream: ToxicDirection, type: ToxicType, attributes: object): Promise<void> {
    const toxic = { name: `${type}-${stream}`, stream, type, toxicity: 1, attributes };
    const added: Toxic<unknown> = await this.#get(name).addToxic<unknown>(toxic);
    this.#toxics.set(name, [...(this.#toxics.get(name) ?? []), added]);
  }

  async #update(name: string, { enabled, upstream }: { enabled: boolean; upstream: string }): Promise<void> {
    const proxy = this.#get(name);
    this.#proxies.set(name, await proxy.update({ enabled, listen: proxy.listen, upstream }));
  }

  #get(name: string): Proxy {
    const proxy = this.#proxies.get(name);
    if (proxy === undefined) throw new Error(`there is no proxy ${name}`);
    return proxy;
  }
}
