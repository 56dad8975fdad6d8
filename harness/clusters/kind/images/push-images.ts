import { asset } from "../../../base/assets.ts";
import { parseReference } from "../../image-reference.ts";
import type { WorldSpec } from "../../world.ts";
import { buildImage, buildStandIn, type ImageBuild, standInOf } from "./application-image.ts";
import { docker } from "../docker/docker.ts";
import { pushOwnImage } from "./own-images.ts";

/** Where the canary lies, below any host: a pull of it shows what a pod would meet. */
export const canaryRepository = "rollback-drill/canary";

/**
 * Pushes what the scenario says was pushed, the team's own images or a stand-in of each version, and a canary for probes. @param registry `host:port` of the registry
 */
export async function pushImages(spec: WorldSpec, registry: string, build: ImageBuild): Promise<void> {
  for (const image of Object.values(spec.images)) {
    if (!image.pushed) continue;
    if (image.own !== undefined) {
      await pushOwnImage(image, registry, build);
      continue;
    }
    const { repository, tag = "latest" } = parseReference(image.reference)!;
    const local = `${registry}/${repository}:${tag}`;
    await using _built = await buildStandIn(local, standInOf(image, spec), build);
    await docker(["push", "--quiet", local]);
  }
  const canary = `${registry}/${canaryRepository}:latest`;
  await using _canary = await buildImage(canary, asset("fixtures/canary"), {}, build);
  await docker(["push", "--quiet", canary]);
}
