import type { Clock } from "../../../base/clock.ts";
import type { Random } from "../../../base/random.ts";
import { Admission } from "./admission/admission.ts";
import type { WebhookCaller } from "./admission/webhooks/outcome.ts";
import { AddressPool } from "./address-pool.ts";
import { timestamp } from "./decode-scalar.ts";
import { Kinds } from "./kinds.ts";
import type { Resource } from "./resources/resource.ts";
import { StatusError } from "./status-error.ts";
import { Store } from "./store.ts";
import type { Caller } from "./verbs.ts";

/** A mutating request and how it ended. */
export interface RequestRecord {
  readonly caller: Caller;
  readonly verb: "create" | "update" | "patch" | "delete";
  readonly resource: string;
  readonly subresource: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly dryRun: boolean;
  /** HTTP status: 200, 201, or that of the refusal. */
  readonly code: number;
}

export interface ApiServerOptions {
  readonly clock: Clock;
  /** For uids, generated names and addresses. */
  readonly random: Random;
  readonly onRequest?: ((request: RequestRecord) => void) | undefined;
  /** Undefined where nothing outside the simulated world can be reached. */
  readonly callWebhook?: WebhookCaller | undefined;
}

/** What the verbs of one cluster share. */
export class Server {
  readonly store = new Store();
  readonly addresses: AddressPool;
  readonly admission: Admission;
  readonly kinds: Kinds;
  readonly onRequest: ((request: RequestRecord) => void) | undefined;
  readonly #clock: Clock;
  readonly #random: Random;
  /** The second that `#text` spells out: most writes of a simulated world share theirs with others. */
  #second = Number.NaN;
  #text = "";

  constructor(
    { clock, random, onRequest, callWebhook }: ApiServerOptions,
    resources: Readonly<Record<string, Resource>>,
  ) {
    this.#clock = clock;
    this.#random = random;
    this.addresses = new AddressPool(random.derive("addresses"));
    this.kinds = new Kinds(resources);
    this.onRequest = onRequest;
    this.admission = new Admission(this, callWebhook ?? unreachable(clock));
  }

  /** @throws StatusError 404 for a resource that is not served. */
  resource(name: string): Resource {
    const resource = this.kinds.get(name);
    if (resource === undefined)
      throw new StatusError(404, "NotFound", "the server could not find the requested resource");
    return resource;
  }

  /** For what the running verb makes up. */
  get random(): Random {
    return this.admission.round?.random ?? this.#random;
  }

  /** The time as objects carry it. */
  now(): string {
    const { round } = this.admission;
    if (round !== undefined) return round.now;
    const time = this.#clock.wallTime();
    const second = Math.floor(time.getTime() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#text = timestamp(time);
    }
    return this.#text;
  }

  /** The time `seconds` from now, as objects carry it. */
  later(seconds: number): string {
    return timestamp(new Date(this.#clock.wallTime().getTime() + seconds * 1000));
  }
}

/** How webhooks fare in a world that nobody outside can be reached from. */
function unreachable(clock: Clock): WebhookCaller {
  return async ({ url }) => {
    await clock.sleep(1);
    const { host } = new URL(url);
    const address = host.includes(":") ? host : `${host}:443`;
    return { kind: "failed", why: `Post ${JSON.stringify(url)}: dial tcp ${address}: connect: connection refused` };
  };
}

export { apiVersionOf, nameOf, verbName } from "./resources/names.ts";
