import { Random } from "../../../../../base/random.ts";
import { StatusError } from "../../status-error.ts";
import type { Outcome } from "./outcome.ts";

/**
 * A verb has met a webhook that has not answered yet: it is being asked, and the verb is to be run again once `answered`
 * is resolved. Nothing has been stored. Nobody outside the process ever sees this.
 */
export class AwaitingWebhook extends StatusError {
  readonly answered: Promise<void>;

  constructor(answered: Promise<void>) {
    super(500, "InternalError", "a webhook has been asked and has not answered yet");
    this.answered = answered;
  }
}

/**
 * One request on its way through the webhooks, over as many runs of its verb as there are answers to wait for. Each run
 * makes up the same names and sees the same time, so that what is stored is what the webhooks have seen.
 */
export class Round {
  readonly now: string;
  readonly #seed: string;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #asked = new Map<string, Promise<void>>();
  readonly #uids = new Map<string, string>();
  readonly #reviews: Random;
  #random: Random;

  constructor(seed: string, now: string) {
    this.#seed = seed;
    this.now = now;
    this.#random = new Random(seed);
    this.#reviews = this.#random.derive("reviews");
  }

  get random(): Random {
    return this.#random;
  }

  /** Begins another run. */
  restart(): void {
    this.#random = new Random(this.#seed);
  }

  /** The uid of a call's review. */
  uidOf(call: string): string {
    let uid = this.#uids.get(call);
    if (uid === undefined) this.#uids.set(call, (uid = this.#reviews.uuid()));
    return uid;
  }

  outcome(call: string): Outcome | undefined {
    return this.#outcomes.get(call);
  }

  /** Resolves when the outcome is known; a call under way is not made twice. */
  ask(call: string, make: () => Promise<Outcome>): Promise<void> {
    let answered = this.#asked.get(call);
    if (answered === undefined) {
      answered = make().then((outcome) => void this.#outcomes.set(call, outcome));
      this.#asked.set(call, answered);
    }
    return answered;
  }
}

/** Requests that are waited with at once; of those that nobody comes back for the oldest are forgotten. */
const mostRounds = 256;

/** The requests of one cluster that wait for webhooks, by what they ask. */
export class Rounds {
  readonly #waiting = new Map<string, Round>();

  /** Runs a verb within its round, which is over unless it has to wait. @throws AwaitingWebhook */
  run<T>(key: string, create: () => Round, verb: (round: Round) => T): T {
    const round = this.#waiting.get(key) ?? create();
    this.#waiting.delete(key);
    round.restart();
    try {
      return verb(round);
    } catch (error) {
      if (error instanceof AwaitingWebhook) this.#keep(key, round);
      throw error;
    }
  }

  #keep(key: string, round: Round): void {
    this.#waiting.set(key, round);
    if (this.#waiting.size <= mostRounds) return;
    const [oldest] = this.#waiting.keys();
    this.#waiting.delete(oldest!);
  }
}
