import { allEnded, turns } from "../../base/in-turns.ts";
import type { Random } from "../../base/random.ts";
import type { LoadResult } from "../driver.ts";
import type { Router } from "../router.ts";
import { tally } from "../user-outcomes.ts";
import type { Visit } from "./visits.ts";

export interface UsersOptions {
  readonly region: string;
  readonly random: Random;
  readonly router: Router;
  /** One request of a user to the team's service in a cluster. */
  visit(cluster: string): Promise<Visit>;
  /** The same over the link between the region and the cluster. */
  cross(region: string, cluster: string, visit: () => Promise<Visit>): Promise<Visit>;
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
    const { region, router, random, visit, cross } = this.#options;
    const clusters = Array.from({ length: count }, () => router.pick(region, random));
    const turn = turns(mostAtOnce);
    const visits = clusters.map(async (cluster): Promise<Visit> =>
      // On the way nobody needs a connection, and nobody waits for others.
      cluster === undefined ? { kind: "refused" } : cross(region, cluster, () => turn(() => visit(cluster))),
    );
    await allEnded(visits);
    return tally(await Promise.all(visits));
  }
}
