import { inTurns } from "../../base/in-turns.ts";
import type { Random } from "../../base/random.ts";
import type { LoadResult } from "../driver.ts";
import type { Router } from "../router.ts";
import { tally, type UserOutcome } from "../user-outcomes.ts";

export interface UsersOptions {
  readonly region: string;
  readonly random: Random;
  readonly router: Router;
  /** One request of a user to the team's service in a cluster. */
  visit(cluster: string): Promise<UserOutcome>;
}

/** Requests of one burst that are on their way at once: each new connection to an API server costs a handshake. */
const mostAtOnce = 8;

/** The users of one region: each request goes to a cluster by the router's weights. */
export class Users {
  readonly #options: UsersOptions;

  constructor(options: UsersOptions) {
    this.#options = options;
  }

  async send(count: number): Promise<LoadResult> {
    const { region, router, random, visit } = this.#options;
    const clusters = Array.from({ length: count }, () => router.pick(region, random));
    const outcomes = await inTurns(clusters, mostAtOnce, async (cluster): Promise<UserOutcome> =>
      cluster === undefined ? { kind: "refused" } : visit(cluster),
    );
    return tally(outcomes);
  }
}
