import type { Clock } from "../../../base/clock.ts";
import type { Random } from "../../../base/random.ts";
import type { ApiServer } from "../api/verbs.ts";
import type { ContainerRecord } from "../kubelet/container-record.ts";
import type { Kubelet } from "../kubelet/kubelet.ts";
import type { PodState } from "../kubelet/pod-state.ts";
import { listensOn } from "./listening.ts";
import { NetworkPolicies, type Connection, type Party } from "./network-policies.ts";
import type { Process } from "./process.ts";

/** What a connection to a pod's address meets. */
export type Door =
  /** It may have ended, or not listen yet. */
  | { readonly kind: "process"; readonly process: Process }
  /** Nobody is there. */
  | { readonly kind: "refused" }
  /** The node is off, or a policy forbids it: packets vanish. */
  | { readonly kind: "silent" };

const refused: Door = { kind: "refused" };
const silent: Door = { kind: "silent" };

/**
 * Users are no pods of any cluster: they come from elsewhere in the world, with an address that load balancers leave as it
 * is. It is one of those that are kept for examples.
 */
const users: Party = { kind: "outside", address: "203.0.113.10" };

export interface PodNetworkOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly random: Random;
  readonly kubelets: readonly Kubelet[];
  /** The container that serves users; pods without it serve by their first container. */
  readonly container: string;
}

/** The pod addresses of one cluster and what is behind them. */
export class PodNetwork implements Disposable {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly random: Random;
  readonly #kubelets: ReadonlyMap<string, Kubelet>;
  readonly #container: string;
  readonly #policies: NetworkPolicies;
  /** What was found last, for which addresses, and when. */
  #known: { readonly addresses: readonly string[]; readonly doors: readonly Door[]; readonly at: number } | undefined;

  constructor({ api, clock, random, kubelets, container }: PodNetworkOptions) {
    this.api = api;
    this.clock = clock;
    this.random = random;
    this.#kubelets = new Map(kubelets.map((kubelet) => [kubelet.node.podSubnet, kubelet]));
    this.#container = container;
    this.#policies = new NetworkPolicies(api, () => this.changed());
  }

  /** One for each address, in their order, as users find them. They ask a thousand times for the same list. */
  doorsAt(addresses: readonly string[]): readonly Door[] {
    const known = this.#known;
    // With policies, labels count too, and nobody says when they change.
    const isFresh = known?.addresses === addresses && (!this.#policies.any || known.at === this.clock.now());
    if (isFresh) return known.doors;
    const doors = addresses.map((address) => this.#doorFor(address));
    this.#known = { addresses, doors, at: this.clock.now() };
    return doors;
  }

  /** What a connection to a port of a pod's address meets. The node's own, and the API server's, pass every policy. */
  doorAt(address: string, port: number, from: Party | "node"): Door {
    const kubelet = this.#kubeletOf(address);
    if (kubelet?.up === false) return silent;
    const state = kubelet?.podAt(address);
    if (state === undefined) return refused;
    if (from !== "node" && !this.#policies.allows(connectionTo(state, port, from))) return silent;
    const process = listenerOf(state, port);
    return process === undefined ? refused : { kind: "process", process };
  }

  allows(connection: Connection): boolean {
    return this.#policies.allows(connection);
  }

  /** A container has begun, a pod has got or lost its address, or a node has gone up or down. */
  changed(): void {
    this.#known = undefined;
  }

  [Symbol.dispose](): void {
    this.#policies.stop();
  }

  #kubeletOf(address: string): Kubelet | undefined {
    return this.#kubelets.get(address.slice(0, address.lastIndexOf(".")));
  }

  #doorFor(address: string): Door {
    const kubelet = this.#kubeletOf(address);
    if (kubelet === undefined) return refused;
    if (!kubelet.up) return silent;
    const state = kubelet.podAt(address);
    const records = state?.records ?? [];
    const record = records.find(({ name }) => name === this.#container) ?? records.find(({ role }) => role === "main");
    const process = record?.running?.process;
    if (this.#policies.any && state !== undefined) {
      const port = record?.spec.ports?.[0]?.containerPort ?? 8080;
      if (!this.#policies.allows(connectionTo(state, port, users))) return silent;
    }
    return process === undefined ? refused : { kind: "process", process };
  }
}

/** The process of a pod that listens on a port. */
export function listenerOf({ records, session }: PodState, port: number): Process | undefined {
  const now = session.lifetime.now();
  const serves = ({ running, spec }: ContainerRecord) =>
    running !== undefined && running.process.health(now) !== "refused" && listensOn(running.process, spec, port);
  return records.find(serves)?.running?.process;
}

function connectionTo({ pod, podIP = "" }: PodState, port: number, from: Party): Connection {
  return { from, to: { kind: "pod", pod, address: podIP }, port };
}
