import { parseReference } from "../../image-reference.ts";
import type { ImageSpec, WorldSpec } from "../../world.ts";
import type { RegistryContainer } from "../registry/registry-container.ts";

/** The declared images by the digest that the registry gave them; several versions may be the same image. */
export type ImageOrigins = ReadonlyMap<string, readonly ImageSpec[]>;

/** Asks the registry what each declared reference means now. */
export async function imageOrigins(
  { images }: WorldSpec,
  registry: Pick<RegistryContainer, "digest">,
): Promise<ImageOrigins> {
  const found = await Promise.all(
    Object.values(images).map(async (image) => {
      const { repository, tag, digest } = parseReference(image.reference)!;
      return { image, digest: await registry.digest(repository, digest ?? tag!) };
    }),
  );
  const known = found.flatMap(({ image, digest }) => (digest === undefined ? [] : [{ image, digest }]));
  return new Map(
    [...Map.groupBy(known, ({ digest }) => digest)].map(([digest, all]) => [digest, all.map(({ image }) => image)]),
  );
}

/** Which declared image a container runs. @param reference as its pod names it, to choose among equal images */
export function originOf(origins: ImageOrigins, digest: string, reference: string): ImageSpec | undefined {
  const found = origins.get(digest) ?? [];
  return found.find((image) => image.reference === reference) ?? found[0];
}
