import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { LinkProbe, Links as LinksContract, LinkState } from "../driver.ts";
import { operatorEnd, probeLink } from "../links.ts";
import type { LinkGate } from "../simulated/http/link/gate.ts";
import { linkGate } from "../simulated/network/link-gate.ts";
import { Links as Conditions } from "../simulated/network/links.ts";
import type { LinkSpec } from "../world.ts";

export interface LinksOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly specs: readonly LinkSpec[];
  /** Asks something small of a cluster as the operator. */
  ask(cluster: string): Promise<unknown>;
}

/** Links between the operator and the clusters: each door lets bytes through as its link has it. */
export class Links implements LinksContract {
  readonly #options: LinksOptions;
  readonly #conditions: Conditions;

  constructor(options: LinksOptions) {
    this.#options = options;
    this.#conditions = new Conditions(options.specs, options);
  }

  get(from: string, to: string): LinkState {
    return this.#conditions.get(from, to);
  }

  async set(from: string, to: string, state: LinkState): Promise<void> {
    clusterOf(from, to);
    await this.#conditions.set(from, to, state);
  }

  async probe(from: string, to: string): Promise<LinkProbe> {
    const { clock, ask } = this.#options;
    const cluster = clusterOf(from, to);
    return probeLink(clock, () => ask(cluster));
  }

  /** What a cluster's door does to the bytes: on a cut link they wait. */
  gate(cluster: string): LinkGate {
    return linkGate(this.#conditions, cluster);
  }
}

function clusterOf(from: string, to: string): string {
  if (from === operatorEnd) return to;
  if (to === operatorEnd) return from;
  throw new Error(`there is no link between ${from} and ${to} that could be shaped`);
}
