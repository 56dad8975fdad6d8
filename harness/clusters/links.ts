import type { Clock } from "../base/clock.ts";
import type { LinkProbe, LinkState } from "./driver.ts";
import type { LinkSpec } from "./world.ts";

/** Name of the end of links at which procedures run. */
export const operatorEnd = "operator";

/** Two ends that no link joins reach each other at once. */
export const perfectLink: LinkState = { latency: 0, jitter: 0, cut: false };

/** ms after which a probe of a link gives up. */
export const linkProbeDeadline = 2_000;

/** Something about each pair of ends, the same in both directions. */
export class LinkMap<T> {
  readonly #values = new Map<string, T>();

  get(from: string, to: string): T | undefined {
    return this.#values.get(key(from, to));
  }

  set(from: string, to: string, value: T): void {
    this.#values.set(key(from, to), value);
  }
}

/** How a link of the scenario is at first. */
export function stateOf({ latency, jitter, bandwidth }: LinkSpec): LinkState {
  return { latency, jitter, bandwidth, cut: false };
}

/**
 * Whether something small gets an answer over a link in time.
 * @param ask sends it, and is told when nobody waits any longer; any answer will do, a rejection is none
 */
export async function probeLink(clock: Clock, ask: (signal: AbortSignal) => Promise<unknown>): Promise<LinkProbe> {
  const asked = clock.now();
  const over = new AbortController();
  const answered = ask(over.signal).then(
    () => true,
    () => false,
  );
  const silent = clock.sleep(linkProbeDeadline, over.signal).then(
    () => false,
    () => false,
  );
  const reached = await Promise.race([answered, silent]);
  over.abort();
  return { reached, roundTrip: clock.now() - asked };
}

function key(from: string, to: string): string {
  return from < to ? `${from}|${to}` : `${to}|${from}`;
}
