import type { Clock } from "../../base/clock.ts";
import {
  ApiError,
  ApiUnreachable,
  type Json,
  type KubernetesClient,
  type KubernetesObject,
  type ListOptions,
  type PatchOptions,
  type PatchType,
  type ResourceName,
} from "../kubernetes.ts";
import { AwaitingWebhook } from "./api/admission/webhooks/rounds.ts";
import { StatusError } from "./api/status-error.ts";
import type { ApiServer, Caller } from "./api/verbs.ts";

/** Runs a request against an API server. */
export type Transport = <T>(request: () => T) => Promise<T>;

/** Nothing lies between: the harness's own view. */
export const direct: Transport = (request) => answered(request);

/** What a request comes to once no webhook keeps it waiting. */
async function answered<T>(request: () => T): Promise<T> {
  for (;;)
    try {
      return request();
    } catch (error) {
      if (!(error instanceof AwaitingWebhook)) throw error;
      await error.answered;
    }
}

/** What the way to an API server looks like now. */
export interface Path {
  readonly cut: boolean;
  /** ms, drawn anew. */
  readonly delay: number;
}

export interface LinkedTransportOptions {
  readonly clock: Clock;
  /** For error messages. */
  readonly cluster: string;
  /** ms that the client waits for an answer. */
  readonly deadline: number;
  path(): Path;
}

/**
 * A request that travels: it takes the link's delay to get there and again to come back. When the link is cut on the way
 * there, nothing happens; when it is cut on the way back, the request has taken effect and nobody knows.
 */
export function linked({ clock, cluster, deadline, path }: LinkedTransportOptions): Transport {
  return async (request) => {
    const sentAt = clock.now();
    const travel = async () => {
      const { cut, delay } = path();
      const rest = deadline - (clock.now() - sentAt);
      if (!cut && delay <= rest) return clock.sleep(delay);
      await clock.sleep(rest);
      throw new ApiUnreachable(`the API server of ${cluster} did not answer within ${deadline / 1000} s`);
    };
    await travel();
    let answer: { readonly value: ReturnType<typeof request> } | { readonly error: unknown };
    try {
      answer = { value: await answered(request) };
    } catch (error) {
      answer = { error };
    }
    await travel();
    if ("error" in answer) throw answer.error;
    return answer.value;
  };
}

/** A client of a simulated API server, without HTTP in between. */
export class SimulatedClient implements KubernetesClient {
  readonly #api: ApiServer;
  readonly #caller: Caller;
  readonly #transport: Transport;

  constructor(api: ApiServer, caller: Caller, transport: Transport) {
    this.#api = api;
    this.#caller = caller;
    this.#transport = transport;
  }

  async get(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
  ): Promise<KubernetesObject | undefined> {
    return this.#send(() => this.#api.find(resource, namespace, name));
  }

  async list(
    resource: ResourceName,
    namespace?: string,
    options: ListOptions = {},
  ): Promise<readonly KubernetesObject[]> {
    return this.#send(() => this.#api.list(resource, { namespace, ...options }).items);
  }

  async create(
    resource: ResourceName,
    namespace: string | undefined,
    body: KubernetesObject,
  ): Promise<KubernetesObject> {
    return this.#send(() => this.#api.create(resource, namespace, body, { caller: this.#caller }));
  }

  async patch(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
    type: PatchType,
    body: Json | KubernetesObject,
    options: PatchOptions = {},
  ): Promise<KubernetesObject> {
    const request = { caller: this.#caller, ...options };
    return this.#send(() => this.#api.patch(resource, namespace, name, { type, body }, request));
  }

  async delete(resource: ResourceName, namespace: string | undefined, name: string): Promise<void> {
    try {
      await this.#send(() => this.#api.delete(resource, namespace, name, { caller: this.#caller }));
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 404)) throw error;
    }
  }

  async #send<T>(request: () => T): Promise<T> {
    try {
      return await this.#transport(request);
    } catch (error) {
      if (error instanceof StatusError) throw new ApiError(error.code, error.reason, error.message);
      throw error;
    }
  }
}
