import { z } from "zod";
import type { PullProbe, RegistryFault } from "../clusters/driver.ts";
import { duration } from "../scenario/schema/text.ts";
import type { FaultKind } from "./fault.ts";

const shape = {
  mode: z.enum(["refused", "stopped", "black-hole", "5xx", "429", "slow"]).default("refused").meta({
    description:
      "what a pull meets: a closed port, connections that end at once, silence, a server error, a rate limit, or slow answers",
  }),
  delay: duration.prefault("10s").meta({ description: "added to every answer, with mode slow" }),
};

/** The registry fails as the given clusters see it. Proven by asking it on each cluster's own path. */
export const registryOutage: FaultKind<typeof shape> = {
  kind: "registry-outage",
  summary: "the registry is refused, stopped, silent, broken, rate-limited or slow for the given clusters",
  shape,
  bites: "at once",
  needs: () => ["registry-faults"],
  prepare({ on, mode, delay }, { world }) {
    const fault: RegistryFault = mode === "slow" ? { mode, delay } : { mode };
    return {
      inject: () => world.registry.setFault(on, fault),
      heal: () => world.registry.setFault(on, undefined),
      async observe() {
        const probes = await Promise.all(on.map((cluster) => world.registry.probe(cluster)));
        const seen = probes
          .flat()
          .map((one) => ({ ...one, failing: !one.ok || (mode === "slow" && one.took >= delay / 2) }));
        const detail = on.map((cluster, index) => `pull from ${cluster}: ${told(probes[index]!)}`).join("; ");
        if (seen.every(({ failing }) => failing)) return { state: "active", detail };
        if (seen.every(({ failing }) => !failing)) return { state: "absent", detail };
        return { state: "unknown", detail };
      },
    };
  },
};

/** Once where every node meets the same. */
function told(probes: readonly PullProbe[]): string {
  const details = new Set(probes.map(({ detail }) => detail));
  return details.size === 1 ? [...details][0]! : probes.map(({ node, detail }) => `${node}: ${detail}`).join(", ");
}
