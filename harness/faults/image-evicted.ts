import { share, versionName } from "../scenario/schema/text.ts";
import type { Cluster, ImageCache } from "../clusters/driver.ts";
import type { Random } from "../base/random.ts";
import type { FaultKind } from "./fault.ts";

const shape = {
  image: versionName.meta({ description: "version whose image is removed, by the scenario's name for it" }),
  nodes: share.prefault("100%").meta({ description: "share of each cluster's nodes, rounded up" }),
};

/** Image garbage collection took an image from some nodes: a start there needs the registry. */
export const imageEvicted: FaultKind<typeof shape> = {
  kind: "image-evicted",
  summary: "an image is no longer in the cache of some nodes",
  shape,
  bites: "at once",
  needs: () => ["image-cache"],
  prepare({ on, image, nodes }, { world, spec, random }) {
    const reference = spec.images[image]!.reference;
    const chosen = on.flatMap((name) => {
      const cluster = world.clusters.get(name)!;
      return pick(cluster, nodes, random.derive(name)).map((node) => ({ name, node, cache: cacheOf(cluster) }));
    });
    return {
      async inject() {
        for (const { cache, node } of chosen) await cache.evict(node, reference);
      },
      async observe() {
        const held = await Promise.all(chosen.map(({ cache, node }) => cache.has(node, reference)));
        const left = chosen.filter((_, index) => held[index]).map(({ node }) => node);
        if (left.length > 0) return { state: "absent", detail: `${reference} is still on ${left.join(", ")}` };
        return { state: "active", detail: `${reference} is not on ${chosen.map(({ node }) => node).join(", ")}` };
      },
    };
  },
};

function cacheOf(cluster: Cluster): ImageCache {
  if (cluster.images === undefined) throw new Error(`cluster ${cluster.name} has no image cache to evict from`);
  return cluster.images;
}

/** A share of the nodes, rounded up, in the nodes' own order. */
function pick({ nodes }: Cluster, share: number, random: Random): string[] {
  const left = [...nodes];
  const chosen = new Set<string>();
  const count = Math.ceil(share * nodes.length);
  while (chosen.size < count) chosen.add(left.splice(random.below(left.length), 1)[0]!);
  return nodes.filter((node) => chosen.has(node));
}
