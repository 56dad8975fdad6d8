import type { Clock } from "../../../base/clock.ts";
import type { LinkProbe, Links as LinksContract, LinkState } from "../../driver.ts";
import { LinkMap, perfectLink, probeLink, stateOf } from "../../links.ts";
import type { LinkSpec } from "../../world.ts";
import type { Proxies } from "./proxies.ts";

/** One link that is made of a proxy. */
export interface ProxiedLink {
  readonly between: readonly [string, string];
  /** Names of the proxies that its traffic takes. */
  readonly proxies: readonly string[];
  /** Sends something small over it; rejects when nothing comes back. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
}

/** Links whose traffic goes through Toxiproxy. */
export class Links implements LinksContract {
  readonly #proxies: Proxies;
  readonly #clock: Clock;
  readonly #links = new LinkMap<ProxiedLink>();
  readonly #states = new LinkMap<LinkState>();

  constructor(proxies: Proxies, links: readonly ProxiedLink[], clock: Clock) {
    this.#proxies = proxies;
    this.#clock = clock;
    for (const link of links) this.#links.set(...link.between, link);
  }

  /** Shapes every link as the scenario has it from the start. */
  async shape(specs: readonly LinkSpec[]): Promise<void> {
    for (const spec of specs) await this.set(...spec.between, stateOf(spec));
  }

  get(from: string, to: string): LinkState {
    return this.#states.get(from, to) ?? perfectLink;
  }

  async set(from: string, to: string, state: LinkState): Promise<void> {
    for (const proxy of this.#link(from, to).proxies) await this.#proxies.shape(proxy, state);
    this.#states.set(from, to, state);
  }

  async probe(from: string, to: string): Promise<LinkProbe> {
    return probeLink(this.#clock, this.#link(from, to).ask);
  }

  #link(from: string, to: string): ProxiedLink {
    const link = this.#links.get(from, to);
    if (link === undefined) throw new Error(`there is no link between ${from} and ${to} that could be shaped`);
    return link;
  }
}
