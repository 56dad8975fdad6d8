import type { Registry as RegistryContract } from "../driver.ts";
import { parseReference } from "../image-reference.ts";
import type { WorldSpec } from "../world.ts";
import type { Pulls } from "./pulls.ts";

/** The team's own registry, known by what its clusters pull from it. Nothing of it is changed. */
export class Registry implements RegistryContract {
  readonly #pulls: ReadonlyMap<string, Pulls>;
  readonly #spec: WorldSpec;
  readonly #known = new Map<string, Promise<string | undefined>>();

  constructor(pulls: ReadonlyMap<string, Pulls>, spec: WorldSpec) {
    this.#pulls = pulls;
    this.#spec = spec;
  }

  /** @throws Error when a declared version cannot be pulled somewhere, or means different images in two clusters. */
  digest(reference: string): Promise<string | undefined> {
    const known = this.#known.get(reference) ?? this.#find(reference);
    this.#known.set(reference, known);
    known.catch(() => this.#known.delete(reference));
    return known;
  }

  async setFault(): Promise<void> {
    throw new Error("the registry is the team's own: no fault is put into it");
  }

  async probe(): Promise<never> {
    throw new Error("the registry is the team's own: it is not probed");
  }

  async #find(reference: string): Promise<string | undefined> {
    const pinned = parseReference(reference)?.digest;
    if (pinned !== undefined) return pinned;
    const declared = Object.values(this.#spec.images).find((image) => image.reference === reference);
    if (declared?.pushed === false) return undefined;
    const found = await Promise.all(
      [...this.#pulls].map(async ([cluster, pulls]) => ({ cluster, digest: await pulls.digest(reference) })),
    );
    const [first, ...others] = found;
    const other = others.find(({ digest }) => digest !== first?.digest);
    if (other !== undefined)
      throw new Error(
        `${reference} is ${first!.digest ?? "missing"} in ${first!.cluster}, and ${other.digest ?? "missing"} in ${other.cluster}`,
      );
    if (first?.digest === undefined && declared !== undefined)
      throw new Error(`no cluster finds ${reference}; \`drill images\` prints how its stand-in is built`);
    return first?.digest;
  }
}
