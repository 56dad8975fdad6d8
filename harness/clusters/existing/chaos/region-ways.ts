import { allEnded } from "../../../base/in-turns.ts";
import type { LinkState } from "../../driver.ts";
import { hindranceOf } from "./network-chaos.ts";
import type { PodsOnLink } from "./pods-on-link.ts";

/** What faults on links between regions do to the application's pods, at both ends, where Chaos Mesh is there. */
export class RegionWays {
  readonly #ways: () => readonly PodsOnLink[];
  /** One change after the other: two faults may be on one link. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param ways asked anew each time: clusters are entered one by one. */
  constructor(ways: () => readonly PodsOnLink[]) {
    this.#ways = ways;
  }

  /** Resolves when Chaos Mesh says that the link is so at both ends. @param state asked when it is this change's turn. */
  set(from: string, to: string, state: () => { readonly now: LinkState; readonly usual: LinkState }): Promise<void> {
    const work = async () => {
      const { now, usual } = state();
      await allEnded(this.#between(from, to).map((way) => way.hinder(hindranceOf(now, usual))));
    };
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Rejects unless Chaos Mesh says so now. */
  async confirm(from: string, to: string): Promise<void> {
    await allEnded(this.#between(from, to).map((way) => way.confirm()));
  }

  #between(from: string, to: string): readonly PodsOnLink[] {
    return this.#ways().filter(({ near, far }) => (near === from && far === to) || (near === to && far === from));
  }
}
