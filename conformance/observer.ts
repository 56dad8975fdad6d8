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

/** How often one looks before one says that nothing happens any more. */
const looks = 20;

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
  /** How often something has happened. */
  #news = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
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

  /**
   * Resolves when nothing has happened for `quiet` ms, or after `limit` ms. It looks several times: when the process could not
   * run for a while, what came meanwhile is not read yet.
   */
  async settled(quiet: number, limit: number): Promise<void> {
    const deadline = this.#clock.now() + limit;
    for (let calm = 0; calm < looks && this.#clock.now() < deadline;) {
      const before = this.#news;
      await this.#clock.sleep(quiet / looks);
      calm = this.#news === before ? calm + 1 : 0;
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
    this.#news++;
    if (type === "ADDED") this.seen[kind].push(object);
  }
}
