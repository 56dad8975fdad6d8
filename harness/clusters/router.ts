import { UserError } from "../base/errors.ts";
import type { Random } from "../base/random.ts";
import type { Router as RouterContract } from "./driver.ts";

interface Share {
  readonly cluster: string;
  /** 0 to 1. */
  readonly share: number;
}

/**
 * Weights of the clusters, and the share of a region's users that each cluster gets: of a region whose own cluster weighs
 * w, w percent stay at home and the rest is divided among the others in proportion to their weights.
 */
export class Router implements RouterContract {
  #weights: Readonly<Record<string, number>>;
  /** By region, under the weights as they are. */
  readonly #shares = new Map<string, readonly Share[]>();

  constructor(clusters: readonly string[]) {
    this.#weights = Object.fromEntries(clusters.map((cluster) => [cluster, 100]));
  }

  weights(): Readonly<Record<string, number>> {
    return this.#weights;
  }

  /** Clusters that are not named keep their weight. */
  async setWeights(weights: Readonly<Record<string, number>>): Promise<void> {
    for (const [cluster, weight] of Object.entries(weights)) {
      if (!(cluster in this.#weights))
        throw new UserError(`there is no cluster ${cluster} to give a weight to`, {
          hint: `The clusters are ${Object.keys(this.#weights).join(", ")}.`,
        });
      if (!(weight >= 0 && weight <= 100)) throw new UserError(`the weight of ${cluster} is ${weight}, not 0 to 100`);
    }
    this.#weights = { ...this.#weights, ...weights };
    this.#shares.clear();
  }

  /** Clusters with a share above 0; empty when every weight is 0. Shares sum to 1. */
  shares(region: string): readonly Share[] {
    let shares = this.#shares.get(region);
    if (shares === undefined) this.#shares.set(region, (shares = this.#divide(region)));
    return shares;
  }

  /** The cluster that serves a user of this region, drawn by the shares; undefined when none does. */
  pick(region: string, random: Random): string | undefined {
    const shares = this.shares(region);
    if (shares.length < 2) return shares[0]?.cluster;
    let left = random.uniform();
    for (const { cluster, share } of shares) if ((left -= share) < 0) return cluster;
    return shares.at(-1)!.cluster;
  }

  #divide(region: string): readonly Share[] {
    const own = this.#weights[region] ?? 0;
    const others = Object.entries(this.#weights).filter(([cluster, weight]) => cluster !== region && weight > 0);
    const total = others.reduce((sum, [, weight]) => sum + weight, 0);
    if (own === 0 && total === 0) return [];
    const home = total === 0 ? 1 : own / 100;
    const shares = others.map(([cluster, weight]) => ({ cluster, share: ((1 - home) * weight) / total }));
    return [{ cluster: region, share: home }, ...shares].filter(({ share }) => share > 0);
  }
}
