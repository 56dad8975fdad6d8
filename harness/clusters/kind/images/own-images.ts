import { UserError } from "../../../base/errors.ts";
import { parseReference } from "../../image-reference.ts";
import type { ImageSpec, WorldSpec } from "../../world.ts";
import type { ImageBuild } from "./application-image.ts";
import { CommandFailed, docker } from "../docker/docker.ts";
import { type ArchivedImage, readArchive } from "./image-archive.ts";
import { pushArchived } from "./push-archive.ts";
import { records } from "../docker/records.ts";

/**
 * Whether every image that the team brings itself is there, before anything is started.
 * @throws UserError that names the version and what to do.
 */
export async function checkOwnImages({ images }: WorldSpec): Promise<void> {
  for (const [name, image] of Object.entries(images)) {
    if (image.own === undefined || !image.pushed) continue;
    if ("archive" in image.own) await imageInArchive(image, image.own.archive);
    else await checkLocal(name, image.own.local);
  }
}

async function checkLocal(version: string, local: string): Promise<void> {
  try {
    await docker(["image", "inspect", "--format", "{{.Id}}", local]);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    throw new UserError(`Docker on this machine has no image ${local}, the localImage of version ${version}`, {
      hint: "Build or pull it first; docker images shows what there is.",
      cause,
    });
  }
}

/** Pushes an image that is there. @param registry `host:port` */
export async function pushOwnImage(image: ImageSpec, registry: string, build: ImageBuild): Promise<void> {
  const { repository, tag = "latest" } = parseReference(image.reference)!;
  const own = image.own!;
  if ("archive" in own) {
    const archived = await imageInArchive(image, own.archive);
    const url = `http://${registry}/v2/${repository}`;
    return pushArchived({ path: own.archive, image: archived, url, tag });
  }
  const reference = `${registry}/${repository}:${tag}`;
  const entry = build.ledger.record(records.image, { reference });
  await docker(["tag", own.local, reference]);
  try {
    await docker(["push", "--quiet", reference]);
  } finally {
    await docker(["image", "rm", reference]);
    entry.strike();
  }
}

/** The only image of the archive, or the one that bears the version's name. */
async function imageInArchive({ reference }: ImageSpec, path: string): Promise<ArchivedImage> {
  const images = await readArchive(path);
  const found = images.find(({ tags }) => tags.includes(reference)) ?? (images.length === 1 ? images[0] : undefined);
  if (found !== undefined) return found;
  const tags = images.flatMap((image) => image.tags).join(", ") || "none with a name";
  throw new UserError(`${path} holds ${images.length} images, and none is called ${reference}: ${tags}`, {
    hint: "Save one image per archive, or give it the name that the manifests use.",
  });
}
