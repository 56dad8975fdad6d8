import type { Kubelet } from "../kubelet/kubelet.ts";
import type { Process } from "./process.ts";

/** What a connection to a pod's address meets. */
export type Door =
  /** It may have ended, or not listen yet. */
  | { readonly kind: "process"; readonly process: Process }
  /** Nobody is there. */
  | { readonly kind: "refused" }
  /** The node is off: packets vanish. */
  | { readonly kind: "silent" };

const refused: Door = { kind: "refused" };
const silent: Door = { kind: "silent" };

/** The pod addresses of one cluster and what is behind them. */
export class PodNetwork {
  readonly #kubelets: ReadonlyMap<string, Kubelet>;
  readonly #container: string;
  /** What was found last, and for which addresses. */
  #known: { readonly addresses: readonly string[]; readonly doors: readonly Door[] } | undefined;

  /** @param container the one that serves users; pods without it serve by their first container. */
  constructor(kubelets: readonly Kubelet[], container: string) {
    this.#kubelets = new Map(kubelets.map((kubelet) => [kubelet.node.podSubnet, kubelet]));
    this.#container = container;
  }

  /** One for each address, in their order. Users ask a thousand times for the same list. */
  doorsAt(addresses: readonly string[]): readonly Door[] {
    if (this.#known?.addresses !== addresses)
      this.#known = { addresses, doors: addresses.map((address) => this.#doorAt(address)) };
    return this.#known.doors;
  }

  /** A container has begun, a pod has got or lost its address, or a node has gone up or down. */
  changed(): void {
    this.#known = undefined;
  }

  #doorAt(address: string): Door {
    const kubelet = this.#kubelets.get(address.slice(0, address.lastIndexOf(".")));
    if (kubelet === undefined) return refused;
    if (!kubelet.up) return silent;
    const records = kubelet.podAt(address)?.records ?? [];
    const record = records.find(({ name }) => name === this.#container) ?? records.find(({ role }) => role === "main");
    const process = record?.running?.process;
    return process === undefined ? refused : { kind: "process", process };
  }
}
