import type { ImageSpec } from "../../world.ts";
import { type Blob, buildImage, type Image } from "./image.ts";
import { type ImageReference, parseReference } from "../../image-reference.ts";

interface Repository {
  readonly tags: Map<string, Image>;
  readonly manifests: Map<string, Image>;
  /** Whether a scenario speaks of it; then it holds what the scenario says and nothing else. */
  readonly declared: boolean;
}

/** An image as a node sees it. */
export interface PulledImage {
  readonly digest: string;
  /** Bytes that a pull moves. */
  readonly size: number;
}

/** Bytes of an image that no scenario describes. */
const undeclaredSize = 20_000_000;

/**
 * Repositories, tags and manifests. The same repository path holds the same images under every host, so a mirror has the
 * digests of the original. A repository of which the scenario says nothing is taken to hold whatever is asked of it, unless
 * the scenario wants it otherwise: the sidecars of a team's manifests must not fail. An image that the scenario names by digest is served under that digest,
 * though its bytes are ours and do not hash to it.
 */
export class Catalogue {
  readonly #repositories = new Map<string, Repository>();
  readonly #sizes = new Map<string, number>();

  readonly #undeclared: "exist" | "missing";

  constructor(images: readonly ImageSpec[], undeclared: "exist" | "missing" = "exist") {
    this.#undeclared = undeclared;
    for (const image of images) this.#declare(image);
  }

  /** Names of all repositories, sorted. */
  repositories(): readonly string[] {
    return [...this.#repositories.keys()].sort();
  }

  /** Tags of a repository, sorted; undefined when it does not exist. */
  tags(repository: string): readonly string[] | undefined {
    const found = this.#repositories.get(repository);
    return found && [...found.tags.keys()].sort();
  }

  /** @param reference a tag or a digest. */
  manifest(repository: string, reference: string): Blob | undefined {
    const found = this.#repositories.get(repository);
    return (found?.tags.get(reference) ?? found?.manifests.get(reference))?.manifest;
  }

  /** Has a tag mean another manifest of its repository; undefined deletes it. */
  retag(repository: string, tag: string, digest: string | undefined): void {
    const holder = this.#repositories.get(repository);
    const image = digest === undefined ? undefined : holder?.manifests.get(digest);
    if (holder === undefined || (digest !== undefined && image === undefined))
      throw new Error(`the registry has no ${repository}${digest === undefined ? "" : `@${digest}`}`);
    if (image === undefined) holder.tags.delete(tag);
    else holder.tags.set(tag, image);
  }

  blob(repository: string, digest: string): Blob | undefined {
    for (const image of this.#repositories.get(repository)?.manifests.values() ?? [])
      for (const blob of [image.manifest, ...image.blobs]) if (blob.digest === digest) return blob;
    return undefined;
  }

  /** What a pull of the reference yields; undefined when there is no such image. */
  resolve(reference: ImageReference): PulledImage | undefined {
    const { repository, digest } = reference;
    const found = this.#repositories.get(repository);
    if (found === undefined && this.#undeclared === "missing") return undefined;
    const holder = found ?? this.#create(repository, false);
    if (!holder.declared) return isAbsent(reference) ? undefined : this.#conjure(holder, reference);
    const manifest = this.manifest(repository, digest ?? reference.tag!);
    return manifest && { digest: manifest.digest, size: this.#sizes.get(manifest.digest) ?? undeclaredSize };
  }

  #conjure(holder: Repository, { repository, tag, digest }: ImageReference): PulledImage {
    if (digest !== undefined) return { digest, size: undeclaredSize };
    let image = holder.tags.get(tag!);
    if (image === undefined) this.#add(holder, tag!, (image = buildImage({ repository, tag: tag!, version: tag! })));
    return { digest: image.manifest.digest, size: undeclaredSize };
  }

  #declare({ reference, version, size, pushed }: ImageSpec): void {
    const parsed = parseReference(reference);
    if (parsed === undefined) throw new Error(`not an image reference: ${reference}`);
    const holder = this.#repositories.get(parsed.repository) ?? this.#create(parsed.repository, true);
    if (!pushed) return;
    const built = buildImage({ repository: parsed.repository, tag: parsed.tag ?? version, version });
    const image =
      parsed.digest === undefined ? built : { ...built, manifest: { ...built.manifest, digest: parsed.digest } };
    this.#sizes.set(image.manifest.digest, size);
    this.#add(holder, parsed.tag ?? version, image);
  }

  #add(holder: Repository, tag: string, image: Image): void {
    holder.tags.set(tag, image);
    holder.manifests.set(image.manifest.digest, image);
  }

  #create(repository: string, declared: boolean): Repository {
    const created: Repository = { tags: new Map(), manifests: new Map(), declared };
    this.#repositories.set(repository, created);
    return created;
  }
}

/** Images that say themselves that they are none: upstream's tests of stuck rollouts name such, and so may anybody. */
function isAbsent({ host, tag }: ImageReference): boolean {
  return tag === "404" || /(^invalid\.|\.invalid$)/.test(host);
}
