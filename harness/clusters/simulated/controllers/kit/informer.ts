import type { KubernetesObject, ResourceName } from "../../../kubernetes.ts";
import type { ApiServer, WatchEvent } from "../../api/verbs.ts";

/** `old` is undefined for a new object, `now` for one that is gone. */
export type Change<T> =
  | { readonly old: undefined; readonly now: T }
  | { readonly old: T; readonly now: T }
  | { readonly old: T; readonly now: undefined };

/** Called inside the write that made the change: may note and enqueue, must not call a verb. */
export type ChangeListener<T> = (change: Change<T>, key: ObjectKey) => void;

/** `namespace/name`, or the name alone for what has no namespace; how controllers name their work. */
export type ObjectKey = string;

export function keyOf({ metadata: { namespace, name } }: KubernetesObject): ObjectKey {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/**
 * All objects of one resource as of this instant. A watch feeds it inside each write, so unlike the real thing it never
 * lags behind the server, and controllers need no bookkeeping of what they expect to see.
 */
export class Informer<T extends KubernetesObject> {
  readonly #objects = new Map<ObjectKey, T>();
  readonly #listeners: ChangeListener<T>[] = [];
  readonly #sharedIndexes = new Map<string, Index<T>>();
  readonly #watch: { stop(): void };

  constructor(api: ApiServer, resource: ResourceName) {
    this.#watch = api.watch(resource, {}, (event) => this.#take(event));
  }

  get(key: ObjectKey): T | undefined {
    return this.#objects.get(key);
  }

  /** In the order in which they were created. */
  all(): IterableIterator<T> {
    return this.#objects.values();
  }

  /** Begins with every object that exists. */
  onChange(listener: ChangeListener<T>): void {
    for (const [key, now] of this.#objects) listener({ old: undefined, now }, key);
    this.#listeners.push(listener);
  }

  /** Groups the objects by a key computed from each; undefined keeps an object out. */
  index(keyOfGroup: (object: T) => string | undefined): Index<T> {
    const index = new Index(keyOfGroup);
    this.onChange((change, key) => index.take(change, key));
    return index;
  }

  /** As `index`, for a grouping that several controllers need: it is kept once for all who ask for it by this name. */
  sharedIndex(name: string, keyOfGroup: (object: T) => string | undefined): Index<T> {
    let index = this.#sharedIndexes.get(name);
    if (index === undefined) this.#sharedIndexes.set(name, (index = this.index(keyOfGroup)));
    return index;
  }

  stop(): void {
    this.#watch.stop();
  }

  #take({ type, object }: WatchEvent): void {
    const key = keyOf(object);
    const old = this.#objects.get(key);
    const now = type === "DELETED" ? undefined : (object as T);
    if (now === undefined) this.#objects.delete(key);
    else this.#objects.set(key, now);
    if (old === undefined && now === undefined) return;
    const change = { old, now } as Change<T>;
    for (const listener of this.#listeners) listener(change, key);
  }
}

interface Group<T> {
  readonly members: Map<ObjectKey, T>;
  /** The members as somebody last asked for them; undefined when they have changed since. */
  list: readonly T[] | undefined;
}

/** Objects of an informer by group, each group in the order of creation. */
export class Index<T extends KubernetesObject> {
  readonly #keyOfGroup: (object: T) => string | undefined;
  readonly #groups = new Map<string, Group<T>>();

  constructor(keyOfGroup: (object: T) => string | undefined) {
    this.#keyOfGroup = keyOfGroup;
  }

  get(name: string): readonly T[] {
    const group = this.#groups.get(name);
    if (group === undefined) return [];
    return (group.list ??= [...group.members.values()]);
  }

  count(name: string): number {
    return this.#groups.get(name)?.members.size ?? 0;
  }

  take({ old, now }: Change<T>, key: ObjectKey): void {
    const before = old === undefined ? undefined : this.#keyOfGroup(old);
    const after = now === undefined ? undefined : this.#keyOfGroup(now);
    if (before !== undefined && before !== after) this.#remove(before, key);
    if (now === undefined || after === undefined) return;
    let group = this.#groups.get(after);
    if (group === undefined) this.#groups.set(after, (group = { members: new Map(), list: undefined }));
    group.members.set(key, now);
    group.list = undefined;
  }

  #remove(name: string, key: ObjectKey): void {
    const group = this.#groups.get(name);
    if (group === undefined) return;
    group.members.delete(key);
    group.list = undefined;
    if (group.members.size === 0) this.#groups.delete(name);
  }
}

/** One informer per resource, shared by all controllers of a cluster. */
export class Informers {
  readonly #api: ApiServer;
  readonly #informers = new Map<ResourceName, Informer<KubernetesObject>>();

  constructor(api: ApiServer) {
    this.#api = api;
  }

  of<T extends KubernetesObject>(resource: ResourceName): Informer<T> {
    let informer = this.#informers.get(resource);
    if (informer === undefined) this.#informers.set(resource, (informer = new Informer(this.#api, resource)));
    return informer as unknown as Informer<T>;
  }

  stop(): void {
    for (const informer of this.#informers.values()) informer.stop();
  }
}
