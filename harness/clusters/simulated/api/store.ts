import type { KubernetesObject, ObjectMeta } from "../../kubernetes.ts";
import { copyMetadata } from "./apply/managers.ts";
import type { WatchEvent } from "./verbs.ts";
import { expired } from "./status-error.ts";

/** One change of one object. Both sides are frozen; `before` is absent for a creation, `after` for a removal. */
export interface Change {
  readonly revision: number;
  readonly before: KubernetesObject | undefined;
  readonly after: KubernetesObject | undefined;
  /** The object as watchers see it last: `after`, or `before` under the revision of its removal. */
  readonly seen: KubernetesObject;
}

/** What a watch or a list is about; both may be absent. */
export interface Scope {
  readonly namespace: string | undefined;
  /** Undefined selects everything. */
  readonly selects: ((object: KubernetesObject) => boolean) | undefined;
}

interface Watcher extends Scope {
  readonly listener: (event: WatchEvent) => void;
}

/** Changes that a table remembers; a watch from further back is refused with 410. */
const historyLength = 4096;

/** Lists that a table keeps at once; what is asked beyond that is read every time. */
const mostLists = 64;

/** The objects of one resource, their recent history and their watchers. */
class Table {
  readonly namespaces = new Map<string, Map<string, KubernetesObject>>();
  readonly watchers = new Set<Watcher>();
  readonly history: Change[] = [];
  /** Revision of the newest change that the history has dropped. */
  dropped = 0;
  /** All objects by namespace and name, or undefined when it has to be sorted anew. */
  sorted: readonly KubernetesObject[] | undefined;
  /** Lists that were read since the last change, by what they ask for. */
  readonly lists = new Map<string, readonly KubernetesObject[]>();

  forgetLists(): void {
    this.sorted = undefined;
    this.lists.clear();
  }
}

/** Objects of one cluster under one counter of versions. Knows nothing of kinds: admission and validation come before. */
export class Store {
  #revision = 0;
  readonly #tables = new Map<string, Table>();

  /** The version of the newest change. */
  get revision(): number {
    return this.#revision;
  }

  get(resource: string, namespace: string, name: string): KubernetesObject | undefined {
    return this.#tables.get(resource)?.namespaces.get(namespace)?.get(name);
  }

  /** In the order of namespace and name, as etcd keeps its keys. */
  list(resource: string, { namespace, selects }: Scope): readonly KubernetesObject[] {
    const table = this.#tables.get(resource);
    if (table === undefined) return [];
    table.sorted ??= [...table.namespaces]
      .sort(byKey)
      .flatMap(([, objects]) => [...objects].sort(byKey).map(([, object]) => object));
    if (namespace === undefined && selects === undefined) return table.sorted;
    return table.sorted.filter(
      (object) =>
        (namespace === undefined || object.metadata.namespace === namespace) &&
        (selects === undefined || selects(object)),
    );
  }

  /** The list as it was at an earlier version. @throws StatusError 410 when the history does not reach back to it. */
  listAt(resource: string, scope: Scope, revision: number): readonly KubernetesObject[] {
    const { history, dropped } = this.#table(resource);
    if (revision < dropped) throw expired("The resourceVersion for the provided list is too old.");
    const keyOf = ({ metadata: { namespace = "", name } }: KubernetesObject) => `${namespace}/${name}`;
    const objects = new Map(
      this.list(resource, { namespace: undefined, selects: undefined }).map((object) => [keyOf(object), object]),
    );
    for (const { before, seen, revision: changed } of history.toReversed()) {
      if (changed <= revision) break;
      if (before === undefined) objects.delete(keyOf(seen));
      else objects.set(keyOf(before), before);
    }
    return [...objects]
      .sort(byKey)
      .map(([, object]) => object)
      .filter(
        (object) =>
          (scope.namespace === undefined || object.metadata.namespace === scope.namespace) &&
          (scope.selects === undefined || scope.selects(object)),
      );
  }

  /**
   * As `read` answers, which is asked only when the resource has changed since the last list under the same key: probes
   * and controllers list the same far more often than anything changes.
   */
  cachedList(resource: string, key: string, read: () => readonly KubernetesObject[]): readonly KubernetesObject[] {
    const { lists } = this.#table(resource);
    const known = lists.get(key);
    if (known !== undefined) return known;
    const items = Object.freeze(read());
    if (lists.size < mostLists) lists.set(key, items);
    return items;
  }

  /** The version that the next `put` or `remove` has to carry. */
  nextRevision(): number {
    return this.#revision + 1;
  }

  /** Stores a frozen object that carries `nextRevision`, and tells the watchers. */
  put(resource: string, object: KubernetesObject): void {
    const table = this.#table(resource);
    const { namespace = "", name } = object.metadata;
    let objects = table.namespaces.get(namespace);
    if (objects === undefined) table.namespaces.set(namespace, (objects = new Map()));
    const before = objects.get(name);
    objects.set(name, object);
    table.forgetLists();
    this.#commit(table, { revision: ++this.#revision, before, after: object, seen: object });
  }

  /**
   * Stores frozen objects that carry the next revisions, before anybody watches: they have no history, so that a watch from
   * further back is refused.
   */
  seed(resource: string, objects: readonly KubernetesObject[]): void {
    const table = this.#table(resource);
    for (const object of objects) {
      const { namespace = "", name } = object.metadata;
      let known = table.namespaces.get(namespace);
      if (known === undefined) table.namespaces.set(namespace, (known = new Map()));
      known.set(name, object);
    }
    table.forgetLists();
    this.#revision += objects.length;
    table.dropped = this.#revision;
  }

  /** Removes an object; `seen` is its last state under `nextRevision`. */
  remove(resource: string, before: KubernetesObject, seen: KubernetesObject): void {
    const table = this.#table(resource);
    const { namespace = "", name } = before.metadata;
    const objects = table.namespaces.get(namespace);
    objects?.delete(name);
    if (objects?.size === 0) table.namespaces.delete(namespace);
    table.forgetLists();
    this.#commit(table, { revision: ++this.#revision, before, after: undefined, seen });
  }

  /**
   * Reports what changed after `since`, then every further change.
   * @throws StatusError 410 when the history does not reach back to `since`.
   */
  watch(resource: string, scope: Scope, since: number, listener: Watcher["listener"]): { stop(): void } {
    const table = this.#table(resource);
    if (since < table.dropped) throw expired(`too old resource version: ${since} (${table.dropped})`);
    const watcher = { ...scope, listener };
    for (const change of table.history) if (change.revision > since) notify(watcher, change);
    table.watchers.add(watcher);
    return { stop: () => void table.watchers.delete(watcher) };
  }

  /** Forgets the history up to now, as etcd's compaction does; for faults and tests. */
  compact(): void {
    for (const table of this.#tables.values()) {
      table.history.length = 0;
      table.dropped = this.#revision;
    }
  }

  #table(resource: string): Table {
    let table = this.#tables.get(resource);
    if (table === undefined) this.#tables.set(resource, (table = new Table()));
    return table;
  }

  #commit(table: Table, change: Change): void {
    table.history.push(change);
    if (table.history.length >= 2 * historyLength) {
      const old = table.history.splice(0, historyLength);
      table.dropped = old.at(-1)!.revision;
    }
    for (const watcher of table.watchers) notify(watcher, change);
  }
}

/** Under a selector, an object that begins to match is an ADDED and one that ceases to is a DELETED. */
function notify({ namespace, selects, listener }: Watcher, { before, after, seen, revision }: Change): void {
  if (namespace !== undefined && seen.metadata.namespace !== namespace) return;
  const was = before !== undefined && (selects === undefined || selects(before));
  const is = after !== undefined && (selects === undefined || selects(after));
  if (is) listener({ type: was ? "MODIFIED" : "ADDED", object: seen });
  else if (was) listener({ type: "DELETED", object: after === undefined ? seen : atRevision(before, revision) });
}

/** The same object under another version. */
export function atRevision(object: KubernetesObject, revision: number): KubernetesObject {
  const metadata = copyMetadata(object.metadata);
  metadata["resourceVersion"] = String(revision);
  return Object.freeze({ ...object, metadata: Object.freeze(metadata) as ObjectMeta });
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
