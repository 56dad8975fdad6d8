import { Agent, request } from "node:http";
import type { Clock } from "../../../base/clock.ts";
import type { Random } from "../../../base/random.ts";
import { userDeadline } from "../../answers.ts";
import type { LoadResult } from "../../driver.ts";
import type { Router } from "../../router.ts";
import { tally, type UserOutcome } from "../../user-outcomes.ts";

export interface UsersOptions {
  readonly region: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly router: Router;
  /** What they ask for. */
  readonly path: string;
  /** `host:port` at which users of this region reach a cluster. */
  addressOf(cluster: string): string;
}

/** The users of one region: real requests, each over a connection of its own, as a load balancer spreads connections. */
export class Users implements Disposable {
  readonly #options: UsersOptions;
  readonly #agent = new Agent({ keepAlive: false });

  constructor(options: UsersOptions) {
    this.#options = options;
  }

  async send(count: number): Promise<LoadResult> {
    const { region, router, random } = this.#options;
    const outcomes = await Promise.all(
      Array.from({ length: count }, (): Promise<UserOutcome> => {
        const cluster = router.pick(region, random);
        return cluster === undefined
          ? Promise.resolve({ kind: "refused" })
          : this.#ask(this.#options.addressOf(cluster));
      }),
    );
    return tally(outcomes);
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  #ask(address: string): Promise<UserOutcome> {
    const { clock } = this.#options;
    const [hostname, port] = address.split(":");
    const signal = AbortSignal.timeout(userDeadline);
    const begun = clock.now();
    return new Promise((resolve) => {
      const failed = () => resolve({ kind: signal.aborted ? "timedOut" : "refused" });
      request({ hostname, port, path: this.#options.path, agent: this.#agent, signal }, (response) => {
        response.on("error", failed);
        response.on("end", () => {
          const answer = { status: response.statusCode!, headers: response.headers };
          resolve({ kind: "answered", answer, latency: clock.now() - begun });
        });
        response.resume();
      })
        .on("error", failed)
        .end();
    });
  }
}
