import type { Resource } from "./resources/resource.ts";
import { apiVersionOf, verbName } from "./resources/names.ts";

/** Told of resources that are no longer served in the form in which they were. */
export type KindsListener = (change: {
  readonly gone: readonly Resource[];
  readonly come: readonly Resource[];
}) => void;

/** What one cluster serves: the resources of every cluster, which all of them share, and those of its own. */
export class Kinds {
  readonly builtIn: Readonly<Record<string, Resource>>;
  readonly #own = new Map<string, readonly Resource[]>();
  readonly #byName = new Map<string, Resource>();
  readonly #listeners = new Set<KindsListener>();
  /** Counts up whenever the own resources change. */
  revision = 0;

  constructor(builtIn: Readonly<Record<string, Resource>>) {
    this.builtIn = builtIn;
  }

  /** By the name under which verbs take it. */
  get(name: string): Resource | undefined {
    return Object.hasOwn(this.builtIn, name) ? this.builtIn[name] : this.#byName.get(name);
  }

  all(): readonly Resource[] {
    return [...Object.values(this.builtIn), ...this.own()];
  }

  /** Resources that only this cluster serves, one for each version. */
  own(): readonly Resource[] {
    return [...this.#own.values()].flat();
  }

  /** The resource of a group version, among those that only this cluster serves. */
  findOwn(apiVersion: string, plural: string): Resource | undefined {
    for (const resources of this.#own.values())
      for (const resource of resources)
        if (resource.plural === plural && apiVersionOf(resource) === apiVersion) return resource;
    return undefined;
  }

  /** Serves these in the place of those that the same source has brought before. */
  replace(source: string, resources: readonly Resource[]): void {
    const gone = this.#own.get(source) ?? [];
    if (gone.length === 0 && resources.length === 0) return;
    for (const resource of gone) this.#byName.delete(verbName(resource));
    if (resources.length === 0) this.#own.delete(source);
    else this.#own.set(source, resources);
    for (const resource of resources) this.#byName.set(verbName(resource), resource);
    this.revision++;
    for (const listener of this.#listeners) listener({ gone, come: resources });
  }

  onChange(listener: KindsListener): { stop(): void } {
    this.#listeners.add(listener);
    return { stop: () => void this.#listeners.delete(listener) };
  }
}
