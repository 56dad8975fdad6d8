import type { Clock } from "../harness/base/clock.ts";
import type { Access, Json } from "./access.ts";

/** Kinds whose names are partly made up by the cluster, and the events. */
const watched = {
  replicaSets: "apis/apps/v1/namespaces/{}/replicasets",
  controllerRevisions: "apis/apps/v1/namespaces/{}/controllerrevisions",
  jobs: "apis/batch/v1/namespaces/{}/jobs",
  pods: "api/v1/namespaces/{}/pods",
  endpointSlices: "apis/discovery.k8s.io/v1/namespaces/{}/endpointslices",
  events: "api/v1/namespaces/{}/events",
} as const;

type Watched = keyof typeof watched;

/** Sees everything that appears in a namespace from the start, in its order. */
export class Observer implements AsyncDisposable {
  readonly seen: Record<Watched, Json[]> = {
    replicaSets: [],
    controllerRevisions: [],
    jobs: [],
    pods: [],
    endpointSlices: [],
    events: [],
  };
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  readonly #ended: Promise<unknown>[] = [];
  #lastNews: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastNews = clock.now();
  }

  /** Resolves when all watches are open. */
  static async start(access: Access, namespace: string, clock: Clock): Promise<Observer> {
    const observer = new Observer(clock);
    await Promise.all(
      (Object.keys(watched) as Watched[]).map((kind) => {
        const path = `/${watched[kind].replace("{}", namespace)}?watch=true`;
        return observer.#watch(access, path, kind);
      }),
    );
    return observer;
  }

  /** Resolves when nothing has happened for `quiet` ms, or after `limit` ms. */
  async settled(quiet: number, limit: number): Promise<void> {
    const deadline = this.#clock.now() + limit;
    this.#lastNews = this.#clock.now();
    for (;;) {
      const now = this.#clock.now();
      const due = Math.min(this.#lastNews + quiet, deadline);
      if (now >= due) return;
      await this.#clock.sleep(due - now);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await Promise.allSettled(this.#ended);
  }

  async #watch(access: Access, path: string, kind: Watched): Promise<void> {
    const response = await access.open(path, this.#abort.signal);
    const read = async () => {
      let rest = "";
      for await (const chunk of response) {
        const lines = (rest + (chunk as string)).split("\n");
        rest = lines.pop()!;
        for (const line of lines) this.#take(kind, JSON.parse(line));
      }
    };
    this.#ended.push(read());
  }

  #take(kind: Watched, { type, object }: Json): void {
    this.#lastNews = this.#clock.now();
    if (type === "ADDED") this.seen[kind].push(object);
  }
}
