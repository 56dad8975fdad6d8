import type { Clock } from "../../base/clock.ts";
import type { KubernetesObject } from "../kubernetes.ts";
import { type PodLife, PodLives } from "../pod-life.ts";
import type { Connection } from "./connection.ts";

/** Drill ms before a watch that failed is opened again. */
const retryAfter = 1_000;
/** Seconds after which the server ends a watch that lasts. */
const longestWatch = 600;

interface PodList {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly KubernetesObject[];
}

type WatchEvent =
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK"; readonly object: KubernetesObject }
  | { readonly type: "ERROR"; readonly object: unknown };

export interface PodWatchOptions {
  readonly connection: Pick<Connection, "send" | "stream">;
  readonly namespace: string;
  readonly clock: Clock;
}

/** Watches the pods of one namespace from now on; disposal ends that. What it does not see, it does not make up. */
export class PodWatch implements AsyncDisposable {
  readonly #options: PodWatchOptions;
  readonly #path: string;
  readonly #lives = new PodLives();
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;

  constructor(options: PodWatchOptions) {
    this.#options = options;
    this.#path = `/api/v1/namespaces/${options.namespace}`;
    this.#ended = this.#follow();
  }

  /** What has been seen so far. Resolves without pulls when the API does not tell. */
  async lives(): Promise<readonly PodLife[]> {
    const told = this.#options.connection.send({
      method: "GET",
      path: `${this.#path}/events?fieldSelector=reason%3DPulled`,
    });
    const { items } = (await told.catch(() => ({ items: [] }))) as { items: readonly KubernetesObject[] };
    for (const event of items) this.#lives.hear(event);
    return this.#lives.all();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #follow(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#watch().catch(() => undefined);
      await clock.sleep(retryAfter, signal).catch(() => undefined);
    }
  }

  /** Lists, then watches on from there, until something fails. */
  async #watch(): Promise<void> {
    const { connection, clock } = this.#options;
    const { signal } = this.#stop;
    let since = await this.#list();
    while (!signal.aborted) {
      const query = new URLSearchParams({ watch: "1", resourceVersion: since, timeoutSeconds: `${longestWatch}` });
      for await (const event of connection.stream(`${this.#path}/pods?${query.toString()}`, signal)) {
        const { type, object } = event as WatchEvent;
        if (type === "ERROR") return;
        this.#lives.see(object, clock.now());
        if (type === "DELETED") this.#lives.gone(object, clock.now());
        since = object.metadata.resourceVersion!;
      }
    }
  }

  async #list(): Promise<string> {
    const path = `${this.#path}/pods`;
    const { metadata, items } = (await this.#options.connection.send({ method: "GET", path })) as PodList;
    for (const pod of items) this.#lives.see(pod, undefined);
    this.#lives.remain(items);
    return metadata.resourceVersion;
  }
}
