import {
  ApiError,
  type Json,
  type KubernetesClient,
  type KubernetesObject,
  type ListOptions,
  type PatchOptions,
  type PatchType,
  type ResourceName,
} from "../kubernetes.ts";
import type { Connection } from "./connection.ts";
import { ResourcePaths } from "./resource-paths.ts";

const mediaTypes: Readonly<Record<PatchType, string>> = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  "strategic-merge": "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
};

interface List {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly continue?: string };
  readonly items: readonly KubernetesObject[];
}

/** Objects of a list that one request asks for. */
const pageSize = "500";

/** A client of a real API server. */
export class RemoteClient implements KubernetesClient {
  readonly #connection: Pick<Connection, "send">;
  readonly #paths: ResourcePaths;

  constructor(connection: Pick<Connection, "send">) {
    this.#connection = connection;
    this.#paths = new ResourcePaths(connection);
  }

  async get(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
  ): Promise<KubernetesObject | undefined> {
    const path = await this.#paths.pathOf(resource, namespace, name);
    try {
      return (await this.#connection.send({ method: "GET", path })) as KubernetesObject;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async list(
    resource: ResourceName,
    namespace?: string,
    { labelSelector, fieldSelector }: ListOptions = {},
  ): Promise<readonly KubernetesObject[]> {
    const path = await this.#paths.pathOf(resource, namespace);
    const objects: KubernetesObject[] = [];
    let next: string | undefined;
    do {
      const query = queryOf({ limit: pageSize, labelSelector, fieldSelector, continue: next });
      const list = (await this.#connection.send({ method: "GET", path: path + query })) as List;
      const { apiVersion } = list;
      const kind = list.kind.replace(/List$/, "");
      objects.push(...list.items.map((item) => ({ ...item, apiVersion, kind })));
      next = list.metadata.continue === "" ? undefined : list.metadata.continue;
    } while (next !== undefined);
    return objects;
  }

  async create(
    resource: ResourceName,
    namespace: string | undefined,
    body: KubernetesObject,
  ): Promise<KubernetesObject> {
    const path = await this.#paths.pathOf(resource, namespace);
    return (await this.#connection.send({ method: "POST", path, body })) as KubernetesObject;
  }

  async patch(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
    type: PatchType,
    body: Json | KubernetesObject,
    { subresource, fieldManager, force }: PatchOptions = {},
  ): Promise<KubernetesObject> {
    const object = await this.#paths.pathOf(resource, namespace, name);
    const path = subresource === undefined ? object : `${object}/${subresource}`;
    const query = queryOf({ fieldManager, force: type === "apply" && force === true ? "true" : undefined });
    const contentType = mediaTypes[type];
    return (await this.#connection.send({
      method: "PATCH",
      path: path + query,
      body,
      contentType,
    })) as KubernetesObject;
  }

  async delete(resource: ResourceName, namespace: string | undefined, name: string): Promise<void> {
    const path = await this.#paths.pathOf(resource, namespace, name);
    try {
      await this.#connection.send({ method: "DELETE", path });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404;
}

function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}
