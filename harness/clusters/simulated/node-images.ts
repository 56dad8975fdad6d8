import { UserError } from "../../base/errors.ts";
import type { ImageCache } from "../driver.ts";
import type { Kubelet } from "./kubelet/kubelet.ts";
import type { Catalogue } from "./registry/catalogue.ts";
import { type ImageReference, parseReference } from "../image-reference.ts";

/** The images on the nodes of one cluster. */
export class NodeImages implements ImageCache {
  readonly #kubelets: readonly Kubelet[];
  readonly #catalogue: Catalogue;

  constructor(kubelets: readonly Kubelet[], catalogue: Catalogue) {
    this.#kubelets = kubelets;
    this.#catalogue = catalogue;
  }

  async has(node: string, reference: string): Promise<boolean> {
    return findNode(this.#kubelets, node).images.find(parse(reference)) !== undefined;
  }

  async evict(node: string, reference: string): Promise<void> {
    findNode(this.#kubelets, node).images.remove(parse(reference));
  }

  async load(node: string, reference: string): Promise<void> {
    const parsed = parse(reference);
    const image = this.#catalogue.resolve(parsed);
    if (image === undefined)
      throw new UserError(`there is no archive of ${reference}: no image of this name was ever built`, {
        hint: "Load one of the versions that the scenario pushes.",
      });
    findNode(this.#kubelets, node).images.add(parsed, image.digest);
  }
}

export function findNode(kubelets: readonly Kubelet[], name: string): Kubelet {
  const found = kubelets.find(({ node }) => node.name === name);
  if (found !== undefined) return found;
  throw new UserError(`there is no node ${name}`, {
    hint: `The nodes are ${kubelets.map(({ node }) => node.name).join(", ")}.`,
  });
}

function parse(reference: string): ImageReference {
  const parsed = parseReference(reference);
  if (parsed === undefined) throw new UserError(`not an image reference: ${reference}`);
  return parsed;
}
