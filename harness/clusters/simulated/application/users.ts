import type { Clock } from "../../../base/clock.ts";
import type { Random } from "../../../base/random.ts";
import type { LoadResult } from "../../driver.ts";
import type { Links } from "../network/links.ts";
import type { Router } from "../../router.ts";
import type { Timings } from "../timings.ts";
import type { PodNetwork } from "./pod-network.ts";
import type { ServiceView } from "./service-view.ts";

/** How requests get into a cluster. */
export interface Entrance {
  readonly service: ServiceView;
  readonly network: PodNetwork;
}

export interface UsersWorld {
  readonly clock: Clock;
  readonly timings: Timings;
  readonly links: Links;
  readonly router: Router;
  /** By cluster name. */
  readonly entrances: ReadonlyMap<string, Entrance>;
}

type Tally = { -readonly [K in keyof LoadResult]: LoadResult[K] } & {
  latencies: number[];
  byVersion: Record<string, number>;
};

/** The users of one region. Each request goes to the cluster that the router picks and there to one of the endpoints. */
export class Users {
  readonly #region: string;
  readonly #world: UsersWorld;
  readonly #random: Random;

  constructor(region: string, world: UsersWorld, random: Random) {
    this.#region = region;
    this.#world = world;
    this.#random = random;
  }

  /** Sends so many requests now. What takes longer than the users' deadline counts as timed out at once. */
  send(count: number): LoadResult {
    const tally: Tally = { sent: count, ok: 0, errors: 0, refused: 0, timedOut: 0, latencies: [], byVersion: {} };
    const { router } = this.#world;
    const now = this.#world.clock.now();
    for (let i = 0; i < count; i++) {
      const cluster = router.pick(this.#region, this.#random);
      if (cluster === undefined) tally.refused++;
      else this.#request(cluster, tally, now);
    }
    return tally;
  }

  #request(cluster: string, tally: Tally, now: number): void {
    const { timings, links, entrances } = this.#world;
    const away = cluster !== this.#region;
    if (away && links.get(this.#region, cluster).cut) {
      tally.timedOut++;
      return;
    }
    const { service, network } = entrances.get(cluster)!;
    const doors = network.doorsAt(service.addresses());
    const door = doors[doors.length < 2 ? 0 : this.#random.below(doors.length)];
    if (door?.kind === "silent") {
      tally.timedOut++;
      return;
    }
    if (door?.kind !== "process" || door.process.health(now) === "refused") {
      tally.refused++;
      return;
    }
    const { process } = door;
    process.load.handle(now);
    const spread = this.#random.between(1 - timings.answerJitter, 1 + timings.answerJitter);
    const travel = away ? links.delay(this.#region, cluster) + links.delay(cluster, this.#region) : 0;
    const latency = process.latency * spread + travel;
    const broken = this.#random.chance(process.errors);
    if (latency > timings.userDeadline) {
      tally.timedOut++;
      return;
    }
    if (broken) tally.errors++;
    else tally.ok++;
    tally.latencies.push(latency);
    tally.byVersion[process.version] = (tally.byVersion[process.version] ?? 0) + 1;
  }
}
