import type { KubernetesObject } from "../../kubernetes.ts";
import { jsonProblem } from "./go-json.ts";
import { parseLabelSelector } from "./label-selector-text.ts";
import { matches, parseFieldSelector } from "./selectors.ts";
import { nameOf, type Server } from "./server.ts";
import { badRequest, expired, notFound } from "./status-error.ts";
import type { Resource, View } from "./resources/resource.ts";
import type { Store } from "./store.ts";
import type { ListRequest, ListResult, WatchEvent, WatchRequest } from "./verbs.ts";

/** @throws StatusError 404 */
export function getObject(
  server: Server,
  resource: Resource,
  namespace: string | undefined,
  name: string,
): KubernetesObject {
  const object = server.store.get(nameOf(resource), resource.namespaced ? (namespace ?? "") : "", name);
  if (object === undefined) throw notFound({ group: resource.group, resource: resource.plural, name });
  return resource.view === undefined ? object : resource.view.read(object);
}

/** Compiles the selectors of a list or a watch. @throws StatusError 400 */
export function compileSelectors(
  resource: Resource,
  { labelSelector = "", fieldSelector = "" }: Pick<ListRequest, "labelSelector" | "fieldSelector">,
): ((object: KubernetesObject) => boolean) | undefined {
  if (labelSelector === "" && fieldSelector === "") return undefined;
  const labels = parseLabelSelector(labelSelector);
  const fields = parseFieldSelector(fieldSelector).map(({ path, equal, value }) => {
    const read = fieldReader(resource, path);
    if (read === undefined) throw badRequest(unknownField(resource, path));
    return (object: KubernetesObject) => (read(object) === value) === equal;
  });
  return (object) => matches(labels, object.metadata.labels) && fields.every((holds) => holds(object));
}

/** Kinds with labels of their own convert them by a function that says less. */
function unknownField({ fieldLabels }: Resource, path: string): string {
  return Object.keys(fieldLabels).length > 0
    ? `field label not supported: ${path}`
    : `${JSON.stringify(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

function fieldReader(resource: Resource, path: string): ((object: KubernetesObject) => string) | undefined {
  if (path === "metadata.name") return ({ metadata }) => metadata.name;
  if (path === "metadata.namespace" && resource.namespaced) return ({ metadata }) => metadata.namespace ?? "";
  return resource.fieldLabels[path];
}

/** The rest of a list that somebody reads page by page, as it was when the first page was read. */
interface Snapshot {
  readonly revision: number;
  readonly items: readonly KubernetesObject[];
}

/** Lists that may be read to their end at once; the oldest is given up first. */
const heldSnapshots = 64;

/** Serves lists, whole or in pages of one snapshot. */
export class Lists {
  readonly #server: Server;
  readonly #snapshots = new Map<string, Snapshot>();
  #count = 0;

  constructor(server: Server) {
    this.#server = server;
  }

  list(resource: Resource, request: ListRequest): ListResult {
    const { limit = 0, continue: token = "" } = request;
    const { key, offset } = token === "" ? { key: "", offset: 0 } : readToken(token);
    const snapshot = token === "" ? this.#read(resource, request) : this.#snapshots.get(key);
    if (snapshot === undefined)
      throw expired(
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.",
      );
    const { items, revision } = snapshot;
    const end = limit > 0 ? Math.min(items.length, offset + limit) : items.length;
    const page = offset === 0 && end === items.length ? items : items.slice(offset, end);
    if (end === items.length) return { resourceVersion: String(revision), items: page };
    const held = token === "" ? this.#hold(snapshot) : key;
    const selective = (request.labelSelector ?? "") !== "" || (request.fieldSelector ?? "") !== "";
    return {
      resourceVersion: String(revision),
      items: page,
      continue: writeToken(held, end),
      ...(selective ? {} : { remainingItemCount: items.length - end }),
    };
  }

  /** Forgets the lists that are being read, so that their next page is a 410. */
  expire(): void {
    this.#snapshots.clear();
  }

  #read(resource: Resource, request: ListRequest): Snapshot {
    const { store } = this.#server;
    const name = nameOf(resource);
    const namespace = request.namespace === "" ? undefined : request.namespace;
    const { view } = resource;
    if (view !== undefined) return { revision: store.revision, items: readThrough(view, store, resource, request) };
    const { exactly } = request;
    if (exactly !== undefined && exactly < store.revision) {
      const scope = { namespace, selects: compileSelectors(resource, request) };
      return { revision: exactly, items: store.listAt(name, scope, exactly) };
    }
    const key = [namespace, request.labelSelector, request.fieldSelector].join("\0");
    const items = store.cachedList(name, key, () =>
      store.list(name, { namespace, selects: compileSelectors(resource, request) }),
    );
    return { revision: store.revision, items };
  }

  #hold(snapshot: Snapshot): string {
    const key = `${snapshot.revision}.${++this.#count}`;
    this.#snapshots.set(key, snapshot);
    if (this.#snapshots.size > heldSnapshots) this.#snapshots.delete(this.#snapshots.keys().next().value!);
    return key;
  }
}

function readThrough(view: View, store: Store, resource: Resource, request: ListRequest): readonly KubernetesObject[] {
  const namespace = request.namespace === "" ? undefined : request.namespace;
  const items = store.list(nameOf(resource), { namespace, selects: undefined }).map((object) => view.read(object));
  const selects = compileSelectors(resource, request);
  return selects === undefined ? items : items.filter(selects);
}

function writeToken(key: string, offset: number): string {
  return Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", key, offset }), "utf8").toString("base64url");
}

function readToken(token: string): { key: string; offset: number } {
  const refuse = (why: string) => badRequest(`invalid continue token: continue key is not valid: ${why}`);
  const strange = /[^\w-]/.exec(token)?.index ?? (token.length % 4 === 1 ? token.length - 1 : undefined);
  if (strange !== undefined) throw refuse(`illegal base64 data at input byte ${strange}`);
  const bytes = Buffer.from(token, "base64url");
  const problem = jsonProblem(bytes.toString("latin1"));
  if (problem !== undefined) throw refuse(problem);
  const { v = "", key, offset } = (JSON.parse(bytes.toString("utf8")) ?? {}) as Record<string, unknown>;
  if (v !== "meta.k8s.io/v1") throw refuse(`server does not recognize this encoded version ${JSON.stringify(v)}`);
  if (typeof key === "string" && Number.isInteger(offset)) return { key, offset: offset as number };
  throw refuse("incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
}

/** @throws StatusError 400 for a version that is no number, 410 for one that is too old. */
export function watchObjects(
  server: Server,
  resource: Resource,
  request: WatchRequest,
  listener: (event: WatchEvent) => void,
): { stop(): void } {
  const { view } = resource;
  if (view !== undefined) {
    const { view: _, ...stored } = resource;
    const selects = compileSelectors(resource, request);
    return watchStored(
      server,
      stored,
      selects === undefined ? undefined : (object) => selects(view.read(object)),
      request,
      (event) => listener({ type: event.type, object: view.read(event.object) }),
    );
  }
  return watchStored(server, resource, compileSelectors(resource, request), request, listener);
}

function watchStored(
  server: Server,
  resource: Resource,
  selects: ((object: KubernetesObject) => boolean) | undefined,
  request: WatchRequest,
  listener: (event: WatchEvent) => void,
): { stop(): void } {
  const namespace = request.namespace === "" ? undefined : request.namespace;
  const scope = { namespace, selects };
  const { resourceVersion = "" } = request;
  const name = nameOf(resource);
  if (resourceVersion === "" || resourceVersion === "0") {
    const now = server.store.revision;
    for (const object of server.store.list(name, scope)) listener({ type: "ADDED", object });
    return server.store.watch(name, scope, now, listener);
  }
  const since = Number(resourceVersion);
  if (!Number.isInteger(since) || since < 0)
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(resourceVersion)}: strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`,
    );
  return server.store.watch(name, scope, since, listener);
}
