import type { KubernetesObject } from "../../kubernetes.ts";
import type { Connection } from "../../remote/connection.ts";

/** An object with where it was found. */
export interface Listed {
  /** `deployments.apps` */
  readonly type: string;
  /** Path of the object. */
  readonly path: string;
  readonly object: KubernetesObject;
}

/** Everything that a cluster's API server lists. */
export interface Inventory {
  readonly objects: readonly Listed[];
  /** What could not be listed, and why. */
  readonly unreadable: readonly string[];
}

/** `deployments.apps kube-system/coredns`: the same for the same thing in every listing. */
export function keyOf({ type, object: { metadata } }: Listed): string {
  return `${type} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`;
}

type Sender = Pick<Connection, "send">;

interface ResourceType {
  readonly type: string;
  /** `/apis/apps/v1` */
  readonly root: string;
  readonly plural: string;
}

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly verbs: readonly string[] }[];
}

interface List {
  readonly metadata: { readonly continue?: string };
  readonly items: readonly KubernetesObject[];
}

/** Types of which nothing is kept: they tell what happened, or repeat what other objects say. */
const ignored: ReadonlySet<string> = new Set(["events", "events.events.k8s.io", "componentstatuses"]);

/** Lists every object of every type that the server has, as discovery tells them. Rejects when the server cannot be reached. */
export async function takeInventory(connection: Sender): Promise<Inventory> {
  const { types, unreadable } = await discover(connection);
  const listed = await Promise.all(
    types.map((type) =>
      list(connection, type).catch((error: Error) => `${type.type} cannot be listed: ${error.message}`),
    ),
  );
  return {
    objects: listed.flatMap((found) => (typeof found === "string" ? [] : found)),
    unreadable: [...unreadable, ...listed.filter((found) => typeof found === "string")],
  };
}

async function discover(
  connection: Sender,
): Promise<{ readonly types: readonly ResourceType[]; readonly unreadable: readonly string[] }> {
  const { groups } = (await connection.send({ method: "GET", path: "/apis" })) as {
    readonly groups: readonly {
      readonly name: string;
      readonly versions: readonly { readonly groupVersion: string }[];
    }[];
  };
  const versions = groups.flatMap(({ name, versions }) =>
    versions.map(({ groupVersion }) => ({ group: `.${name}`, root: `/apis/${groupVersion}` })),
  );
  const found = await Promise.all(
    [{ group: "", root: "/api/v1" }, ...versions].map(async ({ group, root }) => {
      try {
        const { resources } = (await connection.send({ method: "GET", path: root })) as ResourceList;
        return resources
          .filter(({ name, verbs }) => !name.includes("/") && verbs.includes("list"))
          .map(({ name }): ResourceType => ({ type: `${name}${group}`, root, plural: name }));
      } catch (error) {
        return `${root} cannot be discovered: ${(error as Error).message}`;
      }
    }),
  );
  const types = new Map<string, ResourceType>();
  for (const type of found.flatMap((one) => (typeof one === "string" ? [] : one)))
    // A group's preferred version comes first.
    if (!types.has(type.type) && !ignored.has(type.type)) types.set(type.type, type);
  return { types: [...types.values()], unreadable: found.filter((one) => typeof one === "string") };
}

async function list(connection: Sender, { type, root, plural }: ResourceType): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  let next: string | undefined;
  do {
    const more = next === undefined ? "" : `&continue=${encodeURIComponent(next)}`;
    const page = (await connection.send({ method: "GET", path: `${root}/${plural}?limit=500${more}` })) as List;
    for (const object of page.items) {
      const { name, namespace } = object.metadata;
      const scope = namespace === undefined ? "" : `/namespaces/${namespace}`;
      found.push({ type, path: `${root}${scope}/${plural}/${encodeURIComponent(name)}`, object });
    }
    next = page.metadata.continue === "" ? undefined : page.metadata.continue;
  } while (next !== undefined);
  return found;
}
