import type { LinkState } from "./driver.ts";
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

function key(from: string, to: string): string {
  return from < to ? `${from}|${to}` : `${to}|${from}`;
}
