import type { Ability, Driver } from "../driver.ts";
import { type PartImages, partImages } from "./images.ts";
import { choosePooled } from "./pool/choose.ts";
import { PoolFiles } from "./pool/state.ts";

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
  const images = partImages(environment);
  const driver: Driver = {
    name: "kind",
    abilities,
    sampleInterval: 1_000,
    async start(spec, host) {
      // Loaded when needed: most drills have no use for Docker.
      const { startWorld } = await import("./start-world.ts");
      const { freshClusters } = await import("./fresh-clusters.ts");
      return startWorld(spec, host, { images, openSource: freshClusters });
    },
  };
  return { ...driver, withPool: (folder) => withPool(driver, folder, images) };
}

function withPool(driver: Driver, folder: string, images: PartImages): Driver {
  return {
    ...driver,
    check: (spec) => void choosePooled(new PoolFiles(folder), spec, images.node),
    async start(spec, host) {
      const { startWorld } = await import("./start-world.ts");
      const { pooledClusters } = await import("./pool/pooled-clusters.ts");
      return startWorld(spec, host, { images, openSource: pooledClusters(folder) });
    },
  };
}
