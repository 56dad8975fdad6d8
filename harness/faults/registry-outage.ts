import { z } from "zod";
import type { RegistryFault } from "../clusters/driver.ts";
import { duration } from "../scenario/schema/text.ts";
import type { FaultKind } from "./fault.ts";

const shape = {
  mode: z
    .enum(["refused", "stopped", "black-hole", "5xx", "429", "slow"])
    .default("refused")
    .meta({
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
  needs: () => ["registry-faults"],
  prepare({ on, mode, delay }, { world, clock }) {
    const fault: RegistryFault = mode === "slow" ? { mode, delay } : { mode };
    return {
      inject: () => world.registry.setFault(on, fault),
      heal: () => world.registry.setFault(on, undefined),
      async observe() {
        const seen = await Promise.all(
          on.map(async (cluster) => {
            const asked = clock.now();
            const { ok, detail } = await world.registry.probe(cluster);
            const slow = mode === "slow" && clock.now() - asked >= delay / 2;
            return { cluster, failing: !ok || slow, detail };
          }),
        );
        const detail = seen.map(({ cluster, detail: found }) => `pull from ${cluster}: ${found}`).join("; ");
        if (seen.every(({ failing }) => failing)) return { state: "active", detail };
        if (seen.every(({ failing }) => !failing)) return { state: "absent", detail };
        return { state: "unknown", detail };
      },
    };
  },
};
