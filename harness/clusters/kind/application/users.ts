import { Agent, request } from "node:http";
import type { Clock } from "../../../base/clock.ts";
import type { Random } from "../../../base/random.ts";
import { userDeadline } from "../../answers.ts";
import type { LoadResult } from "../../driver.ts";
import type { Router } from "../../router.ts";

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

type Outcome =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly version: string | undefined;
      readonly latency: number;
    }
  | { readonly kind: "refused" | "timedOut" };

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
      Array.from({ length: count }, (): Promise<Outcome> => {
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

  #ask(address: string): Promise<Outcome> {
    const { clock } = this.#options;
    const [hostname, port] = address.split(":");
    const signal = AbortSignal.timeout(userDeadline);
    const begun = clock.now();
    return new Promise((resolve) => {
      const failed = () => resolve({ kind: signal.aborted ? "timedOut" : "refused" });
      request({ hostname, port, path: this.#options.path, agent: this.#agent, signal }, (response) => {
        response.on("error", failed);
        response.on("end", () => {
          const version = response.headers["x-app-version"];
          resolve({
            kind: "answered",
            status: response.statusCode!,
            version: typeof version === "string" ? version : undefined,
            latency: clock.now() - begun,
          });
        });
        response.resume();
      })
        .on("error", failed)
        .end();
    });
  }
}

function tally(outcomes: readonly Outcome[]): LoadResult {
  const answered = outcomes.filter((outcome) => outcome.kind === "answered");
  const byVersion: Record<string, number> = {};
  for (const { version } of answered) if (version !== undefined) byVersion[version] = (byVersion[version] ?? 0) + 1;
  return {
    sent: outcomes.length,
    ok: answered.filter(({ status }) => status < 500).length,
    errors: answered.filter(({ status }) => status >= 500).length,
    refused: outcomes.filter(({ kind }) => kind === "refused").length,
    timedOut: outcomes.filter(({ kind }) => kind === "timedOut").length,
    latencies: answered.map(({ latency }) => latency),
    byVersion,
  };
}
