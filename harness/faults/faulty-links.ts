import { operatorEnd } from "../clusters/links.ts";
import type { WorldSpec } from "../clusters/world.ts";

interface LinkFault {
  readonly on: readonly string[];
  readonly to: string;
  /** Bytes per second. */
  readonly bandwidth?: number | undefined;
}

/** The world in which a fault on links between regions is announced; the operator's links need no preparation. */
export function announceLinks({ on, to, bandwidth }: LinkFault, spec: WorldSpec): WorldSpec {
  if (to === operatorEnd) return spec;
  const { faultyLinks = [] } = spec;
  const more = on.filter((cluster) => cluster !== to);
  const hasBandwidth = bandwidth !== undefined;
  return {
    ...spec,
    faultyLinks: [...faultyLinks, ...more.map((cluster) => ({ between: [cluster, to] as const, hasBandwidth }))],
  };
}
