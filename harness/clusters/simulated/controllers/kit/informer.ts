import type { KubernetesObject, ResourceName } from "../../../kubernetes.ts";
import type { ApiServer, WatchEvent } from "../../api/verbs.ts";

/** `old` is undefined for a new object, `now` for one that is gone. */
export type Change<T> =
  | { readonly old: undefined; readonly now: T }
  | { readonly old: T; readonly now: T }
  | { readonly old: T; readonly now: undefined };

/** Called inside the write that made the change: may note and enqueue, must not call a verb. */
export type ChangeListener<T> = (change: Change<T>) => void;

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
    for (const now of this.#objects.values()) listener({ old: undefined, now });
    this.#listeners.push(listener);
  }

  /** Groups the objects by a key computed from each; undefined keeps an object out. */
  index(keyOfGroup: (object: T) => string | undefined): Index<T> {
    const index = new Index(keyOfGroup);
    this.onChange((change) => index.take(change));
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
    for (const listener of this.#listeners) listener({ old, now } as Change<T>);
  }
}

/** Objects of an informer by group, each group in the order of creation. */
export class Index<T extends KubernetesObject> {
  readonly #keyOfGroup: (object: T) => string | undefined;
  readonly #groups = new Map<string, Map<ObjectKey, T>>();

  constructor(keyOfGroup: (object: T) => string | undefined) {
    this.#keyOfGroup = keyOfGroup;
  }

  get(group: string): readonly T[] {
    const members = this.#groups.get(group);
    return members === undefined ? [] : [...members.values()];
  }

  count(group: string): number {
    return this.#groups.get(group)?.size ?? 0;
  }

  take({ old, now }: Change<T>): void {
    const before = old === undefined ? undefined : this.#keyOfGroup(old);
    const after = now === undefined ? undefined : this.#keyOfGroup(now);
    if (old !== undefined && before !== undefined && before !== after) this.#remove(before, keyOf(old));
    if (now === undefined || after === undefined) return;
    let members = this.#groups.get(after);
    if (members === undefined) this.#groups.set(after, (members = new Map()));
    members.set(keyOf(now), now);
  }

  #remove(group: string, key: ObjectKey): void {
    const members = this.#groups.get(group);
    members?.delete(key);
    if (members?.size === 0) this.#groups.delete(group);
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
