import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import { userDeadline } from "../answers.ts";
import type { LinkProbe, Links as LinksContract, LinkState } from "../driver.ts";
import { operatorEnd, probeLink } from "../links.ts";
import type { LinkGate } from "../simulated/http/link/gate.ts";
import { linkGate } from "../simulated/network/link-gate.ts";
import { Links as Conditions } from "../simulated/network/links.ts";
import type { LinkSpec } from "../world.ts";
import type { RegionWays } from "./chaos/region-ways.ts";
import { travel } from "./travel.ts";
import type { Visit } from "./visits.ts";

export interface LinksOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly specs: readonly LinkSpec[];
  /** Asks something small of a cluster as the operator, over the link to it. */
  ask(cluster: string): Promise<unknown>;
  /** The same on the harness's own path, which no link is on. */
  look(cluster: string): Promise<unknown>;
  /** The application's pods on links between regions, where Chaos Mesh can hinder what they send. */
  readonly ways: RegionWays;
}

/** ms: a link may be slower than any user bears, and still be a link. */
const probePatience = 60_000;

/**
 * Links between the operator and the clusters, where each door lets bytes through as its link has it; and links between
 * regions, which the harness applies to the users that it sends from one to the other, and Chaos Mesh to pods.
 */
export class Links implements LinksContract {
  readonly #options: LinksOptions;
  readonly #conditions: Conditions;
  /** As the scenario has them, without faults. */
  readonly #usual: Conditions;

  constructor(options: LinksOptions) {
    this.#options = options;
    this.#conditions = new Conditions(options.specs, options);
    this.#usual = new Conditions(options.specs, options);
  }

  get(from: string, to: string): LinkState {
    return this.#conditions.get(from, to);
  }

  async set(from: string, to: string, state: LinkState): Promise<void> {
    await this.#conditions.set(from, to, state);
    if (clusterOf(from, to) !== undefined) return;
    await this.#options.ways.set(from, to, () => ({ now: this.get(from, to), usual: this.#usual.get(from, to) }));
  }

  async probe(from: string, to: string): Promise<LinkProbe> {
    const { clock, ask, ways } = this.#options;
    const cluster = clusterOf(from, to);
    if (cluster !== undefined) return probeLink(clock, () => ask(cluster));
    await ways.confirm(from, to);
    return this.#sendProbe(from, to);
  }

  /** What a cluster's door does to the bytes: on a cut link they wait. */
  gate(cluster: string): LinkGate {
    return linkGate(this.#conditions, cluster);
  }

  /** Has a user of a region visit a cluster, over the link between the two where it is another's. */
  cross(region: string, cluster: string, visit: () => Promise<Visit>): Promise<Visit> {
    if (region === cluster) return visit();
    const travelling = { links: this.#conditions, clock: this.#options.clock, patience: userDeadline };
    return travel({ from: region, to: cluster }, travelling, visit);
  }

  /** Takes the way that users take. Rejects when the far cluster cannot be asked: that says nothing about the link. */
  async #sendProbe(from: string, to: string): Promise<LinkProbe> {
    const { clock, look } = this.#options;
    const travelling = { links: this.#conditions, clock, patience: probePatience };
    const met = await travel({ from, to }, travelling, async () => {
      await look(to);
      return { kind: "answered", answer: { status: 200, headers: {}, text: "" }, latency: 0 };
    });
    return met.kind === "answered" ? { reached: true, roundTrip: met.latency } : { reached: false, roundTrip: 0 };
  }
}

/** The cluster at the other end of an operator's link. */
function clusterOf(from: string, to: string): string | undefined {
  if (from === operatorEnd) return to;
  return to === operatorEnd ? from : undefined;
}
