import type { Clock } from "../../../base/clock.ts";
import type { Random } from "../../../base/random.ts";
import type { LinkProbe, LinkState, Links as LinksContract } from "../../driver.ts";
import { LinkMap, linkProbeDeadline, perfectLink, stateOf } from "../../links.ts";
import type { LinkSpec } from "../../world.ts";

/**
 * Links between clusters, the operator and the registry, the same in both directions. Ends that no link joins reach each
 * other at once.
 */
export class Links implements LinksContract {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #states = new LinkMap<LinkState>();
  readonly #listeners = new Set<() => void>();

  constructor(specs: readonly LinkSpec[], { clock, random }: { readonly clock: Clock; readonly random: Random }) {
    this.#clock = clock;
    this.#random = random;
    for (const spec of specs) this.#states.set(...spec.between, stateOf(spec));
  }

  get(from: string, to: string): LinkState {
    return this.#states.get(from, to) ?? perfectLink;
  }

  async set(from: string, to: string, state: LinkState): Promise<void> {
    this.#states.set(from, to, state);
    for (const listener of this.#listeners) listener();
  }

  /** Calls back after each change of any link. */
  onChange(listener: () => void): { stop(): void } {
    this.#listeners.add(listener);
    return { stop: () => void this.#listeners.delete(listener) };
  }

  /** One way, ms, drawn anew: the latency plus or minus up to the jitter. A cut link has no delay; ask `get` first. */
  delay(from: string, to: string): number {
    const { latency, jitter } = this.get(from, to);
    return jitter === 0 ? latency : Math.max(0, latency + this.#random.between(-jitter, jitter));
  }

  async probe(from: string, to: string): Promise<LinkProbe> {
    if (this.get(from, to).cut) {
      await this.#clock.sleep(linkProbeDeadline);
      return { reached: false, roundTrip: linkProbeDeadline };
    }
    const roundTrip = this.delay(from, to) + this.delay(to, from);
    await this.#clock.sleep(roundTrip);
    return { reached: true, roundTrip };
  }
}
