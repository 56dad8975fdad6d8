import type { Behaviour, ImageSpec } from "../../world.ts";
import type { Catalogue } from "../registry/catalogue.ts";
import { type ImageReference, parseReference } from "../../image-reference.ts";
import { isServer } from "./known-servers.ts";
import type { Program } from "./process.ts";

/** What a container does of which the scenario says nothing: it runs, listens and answers. */
const quiet: Behaviour = {
  startsAfter: 0,
  ready: true,
  errors: 0,
  latency: 1,
  readsConfig: [],
  whenConfig: [],
};

/** Which program is in an image. It goes by the image's content, so the same under a mirror's name or by digest. */
export class Programs {
  readonly #byDigest = new Map<string, Program>();

  constructor(images: readonly ImageSpec[], catalogue: Catalogue) {
    for (const { reference, version, behaviour } of images) {
      const digest = catalogue.resolve(parseReference(reference)!)?.digest;
      if (digest !== undefined) this.#byDigest.set(digest, { version, behaviour });
    }
  }

  /** Whether the scenario says what this image does. */
  declares(digest: string): boolean {
    return this.#byDigest.has(digest);
  }

  of(digest: string, reference: ImageReference): Program {
    const declared = this.#byDigest.get(digest);
    if (declared !== undefined) return declared;
    return { version: reference.tag ?? digest, behaviour: quiet, lasts: isServer(reference) };
  }
}
