import { canonical, type ImageReference } from "../../image-reference.ts";

/** Images on one node, by every name under which the container runtime knows them. Survives a restart of the node. */
export class ImageStore {
  readonly #digests = new Map<string, string>();

  /** Manifest digest of the image that the reference names here; undefined when a container of it needs a pull. */
  find(reference: ImageReference): string | undefined {
    return this.#digests.get(canonical(reference));
  }

  /** Whether the content of this manifest is here, under whatever name. */
  holds(digest: string): boolean {
    for (const held of this.#digests.values()) if (held === digest) return true;
    return false;
  }

  /** Names the image by the reference and, as containerd does, by its digest. */
  add(reference: ImageReference, digest: string): void {
    this.#digests.set(canonical(reference), digest);
    this.#digests.set(canonical({ ...reference, digest }), digest);
  }

  /** Removes the image with all its names, as `crictl rmi` does. */
  remove(reference: ImageReference): void {
    const digest = this.find(reference);
    for (const [name, held] of this.#digests) if (held === digest) this.#digests.delete(name);
  }
}
