import type { Ability, Driver } from "../driver.ts";
import { readTimingProfile } from "./timing-profile.ts";
import { defaultTimings, type Timings } from "./timings.ts";
import { SimulatedWorld } from "./world.ts";

const abilities: ReadonlySet<Ability> = new Set<Ability>([
  "virtual-time",
  "registry-faults",
  "registry-tags",
  "mirror",
  "image-cache",
  "node-power",
  "link-shaping",
  "api-cut",
  "region-links",
  "traffic-weights",
  "audit",
]);

/** Clusters inside this process. Nothing has to be installed, and nothing is left behind. */
export function simulatedDriver(timings: Timings = defaultTimings): Driver {
  return {
    name: "simulated",
    abilities,
    start: async (spec, host) => new SimulatedWorld(spec, host, timings),
  };
}

/** The same with the timings of a profile. @throws UserError as `readTimingProfile` does */
export function calibratedDriver(profile: string): Driver {
  return { ...simulatedDriver(readTimingProfile(profile)), timings: profile };
}
