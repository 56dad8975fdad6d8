import { ApiError, type ResourceName } from "../kubernetes.ts";
import type { Connection } from "./connection.ts";

interface ApiResource {
  readonly name: string;
  readonly namespaced: boolean;
}

interface Served {
  readonly root: string;
  readonly namespaced: boolean;
}

/** Where an API server serves its resources: asked once per group, and again for a resource that was not there. */
export class ResourcePaths {
  readonly #connection: Pick<Connection, "send">;
  readonly #groups = new Map<string, Promise<ReadonlyMap<string, Served>>>();

  constructor(connection: Pick<Connection, "send">) {
    this.#connection = connection;
  }

  /**
   * Path of a collection, or of one object in it.
   * @throws Error when the server does not serve the resource.
   */
  async pathOf(resource: ResourceName, namespace: string | undefined, name?: string): Promise<string> {
    const { plural } = partsOf(resource);
    const served = await this.#served(resource);
    if (served === undefined) throw new Error(`the API server does not serve ${resource}`);
    const scope = served.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
    return `${served.root}${scope}/${plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
  }

  /** Whether objects of a resource stand in namespaces; undefined when the server does not serve it. */
  async isNamespaced(resource: ResourceName): Promise<boolean | undefined> {
    try {
      return (await this.#served(resource))?.namespaced;
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return undefined;
      throw error;
    }
  }

  async #served(resource: ResourceName): Promise<Served | undefined> {
    const { plural, group } = partsOf(resource);
    return (await this.#group(group)).get(plural) ?? (await this.#again(group)).get(plural);
  }

  #group(group: string): Promise<ReadonlyMap<string, Served>> {
    const known = this.#groups.get(group);
    if (known !== undefined) return known;
    const asked = this.#discover(group);
    this.#groups.set(group, asked);
    asked.catch(() => this.#groups.delete(group));
    return asked;
  }

  #again(group: string): Promise<ReadonlyMap<string, Served>> {
    this.#groups.delete(group);
    return this.#group(group);
  }

  async #discover(group: string): Promise<ReadonlyMap<string, Served>> {
    const root = group === "" ? "/api/v1" : `/apis/${await this.#preferredVersion(group)}`;
    const { resources } = (await this.#connection.send({ method: "GET", path: root })) as {
      resources: readonly ApiResource[];
    };
    return new Map(resources.map(({ name, namespaced }) => [name, { root, namespaced }]));
  }

  async #preferredVersion(group: string): Promise<string> {
    const answer = await this.#connection.send({ method: "GET", path: `/apis/${group}` });
    return (answer as { preferredVersion: { groupVersion: string } }).preferredVersion.groupVersion;
  }
}

/** `deployments.apps` → `deployments` of the group `apps`; the core group has an empty name. */
export function partsOf(resource: ResourceName): { readonly plural: string; readonly group: string } {
  const dot = resource.indexOf(".");
  return dot < 0 ? { plural: resource, group: "" } : { plural: resource.slice(0, dot), group: resource.slice(dot + 1) };
}
