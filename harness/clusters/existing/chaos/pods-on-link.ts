import type { Clock } from "../../../base/clock.ts";
import { until } from "../../../base/until.ts";
import { cover, type Covered, type End, labelsOf } from "./cover.ts";
import type { Hindrance } from "./network-chaos.ts";
import { removeChaos } from "./removal.ts";

/** ms within which Chaos Mesh has to say that a pod is hindered, and that it is no longer. */
const patience = 60_000;

/** ms between looks for pods that have come since. */
const followEvery = 1_000;

export interface PodsOnLinkOptions extends End {
  readonly context: string;
  /** Cluster of the pods. */
  readonly near: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  onProblem(error: Error): void;
}

/** The application's pods at one end of a link, and what Chaos Mesh does to that which they send to the other end. */
export class PodsOnLink {
  readonly near: string;
  readonly far: string;
  readonly #options: PodsOnLinkOptions;
  #hindrance: Hindrance | undefined;
  /** Whether what is wanted is known to be so. */
  #isSure = true;
  /** How often something else was wanted. */
  #changes = 0;
  #following: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(options: PodsOnLinkOptions) {
    this.near = options.near;
    this.far = options.far;
    this.#options = options;
  }

  /**
   * Resolves when Chaos Mesh says of every pod that it is hindered so, or, without a hindrance, when none is any more. Pods
   * that come later are hindered too, until the next call. Rejects with what Chaos Mesh did not do.
   */
  async hinder(hindrance: Hindrance | undefined): Promise<void> {
    if (this.#isSure && isSame(hindrance, this.#hindrance)) return;
    await this.stop();
    const isFirst = this.#changes++ === 0;
    this.#hindrance = hindrance;
    this.#isSure = false;
    if (!isFirst) await this.#removeAll();
    if (hindrance !== undefined) await this.#hinderAll(hindrance);
    this.#isSure = true;
  }

  /** Rejects unless Chaos Mesh says now that every pod is hindered as it should be. */
  async confirm(): Promise<void> {
    if (this.#hindrance === undefined) return;
    const covered = await this.#cover(this.#hindrance);
    if (!isDone(covered)) throw this.#notHindered(covered);
  }

  /** Pods that come from now on are left alone; nothing is removed. */
  async stop(): Promise<void> {
    this.#following?.stop.abort();
    await this.#following?.ended;
    this.#following = undefined;
  }

  async #hinderAll(hindrance: Hindrance): Promise<void> {
    const { clock, signal } = this.#options;
    let covered: Covered | undefined;
    const done = await until(
      async () => {
        covered = await this.#cover(hindrance);
        return isDone(covered) ? true : undefined;
      },
      { clock, every: 250, deadline: clock.now() + patience, signal },
    );
    if (done !== true) throw this.#notHindered(covered!);
    const stop = new AbortController();
    this.#following = { stop, ended: this.#follow(hindrance, AbortSignal.any([signal, stop.signal])) };
  }

  async #follow(hindrance: Hindrance, signal: AbortSignal): Promise<void> {
    const { clock, onProblem } = this.#options;
    const since = new Map<string, number>();
    for (;;) {
      await clock.sleep(followEvery, signal).catch(() => undefined);
      if (signal.aborted) return;
      const { pods, doubts } = await this.#cover(hindrance).catch((error: Error): Covered => {
        return { pods: 0, doubts: new Map([["nobody could look", error.message]]) };
      });
      for (const pod of since.keys()) if (!doubts.has(pod)) since.delete(pod);
      for (const pod of doubts.keys()) since.set(pod, since.get(pod) ?? clock.now());
      const isLost = [...since.values()].some((first) => clock.now() - first >= patience);
      if (isLost) return onProblem(this.#notHindered({ pods, doubts }));
    }
  }

  #cover(hindrance: Hindrance): Promise<Covered> {
    return cover(this.#options, hindrance, this.#changes);
  }

  #notHindered({ pods, doubts }: Covered): Error {
    const { context } = this.#options;
    const list = [...doubts].map(([pod, why]) => `${pod} (${why})`).join("; ");
    const what = pods + doubts.size === 0 ? "no pod of the application runs there" : list;
    return new Error(`what pods of ${this.near} (${context}) send to ${this.far} is not hindered: ${what}`);
  }

  #removeAll(): Promise<void> {
    const { client, namespace, context, clock } = this.#options;
    return removeChaos({
      client,
      namespace,
      context,
      labelSelector: labelsOf(this.#options),
      clock,
      within: patience,
    });
  }
}

function isDone({ pods, doubts }: Covered): boolean {
  return pods > 0 && doubts.size === 0;
}

function isSame(one: Hindrance | undefined, other: Hindrance | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
