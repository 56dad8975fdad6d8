import { inTurns } from "../../base/in-turns.ts";
import type { Random } from "../../base/random.ts";
import type { LoadResult } from "../driver.ts";
import type { Router } from "../router.ts";
import type { Visit } from "./visits.ts";

export interface UsersOptions {
  readonly region: string;
  readonly random: Random;
  readonly router: Router;
  /** One request of a user to the team's service in a cluster. */
  visit(cluster: string): Promise<Visit>;
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
    const visits = await inTurns(clusters, mostAtOnce, async (cluster): Promise<Visit> =>
      cluster === undefined ? { kind: "refused" } : visit(cluster),
    );
    return tally(visits);
  }
}

function tally(visits: readonly Visit[]): LoadResult {
  const answered = visits.filter((one) => one.kind === "answered");
  const count = (kind: Visit["kind"]) => visits.filter((one) => one.kind === kind).length;
  const byVersion: Record<string, number> = {};
  for (const { answer } of answered) {
    const version = answer.headers["x-app-version"];
    if (typeof version === "string") byVersion[version] = (byVersion[version] ?? 0) + 1;
  }
  const unsent = count("unknown");
  return {
    sent: visits.length - unsent,
    unsent,
    ok: answered.filter(({ answer }) => answer.status < 500).length,
    errors: answered.filter(({ answer }) => answer.status >= 500).length,
    refused: count("refused"),
    timedOut: count("timedOut"),
    latencies: answered.map(({ latency }) => latency),
    byVersion,
  };
}
