import type { Ability, Driver } from "../driver.ts";
import { partImages } from "./images.ts";

const abilities: ReadonlySet<Ability> = new Set<Ability>([
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
  "own-images",
]);

/**
 * Real clusters in containers on this machine, by kind.
 * @param environment where the images of the parts may be named otherwise: `DRILL_NODE_IMAGE` and so on.
 */
export function kindDriver(environment: Readonly<Record<string, string | undefined>>): Driver {
  return {
    name: "kind",
    abilities,
    sampleInterval: 1_000,
    async start(spec, host) {
      // Loaded when needed: most drills have no use for Docker.
      const { startWorld } = await import("./world.ts");
      const { freshClusters } = await import("./fresh-clusters.ts");
      return startWorld(spec, host, { images: partImages(environment), openSource: freshClusters });
    },
  };
}
