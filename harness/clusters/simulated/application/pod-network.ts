import type { Kubelet } from "../kubelet/kubelet.ts";
import type { Process } from "./process.ts";

/** What a connection to a pod's address meets. */
export type Reached =
  | { readonly kind: "process"; readonly process: Process }
  /** No process there, or one that has ended. */
  | { readonly kind: "refused" }
  /** The node is off: packets vanish. */
  | { readonly kind: "silent" };

const refused: Reached = { kind: "refused" };
const silent: Reached = { kind: "silent" };

/** The pod addresses of one cluster and what listens on them. */
export class PodNetwork {
  readonly #kubelets: ReadonlyMap<string, Kubelet>;
  readonly #container: string;

  /** @param container the one that serves users; pods without it serve by their first container. */
  constructor(kubelets: readonly Kubelet[], container: string) {
    this.#kubelets = new Map(kubelets.map((kubelet) => [kubelet.node.podSubnet, kubelet]));
    this.#container = container;
  }

  reach(address: string, now: number): Reached {
    const kubelet = this.#kubelets.get(address.slice(0, address.lastIndexOf(".")));
    if (kubelet === undefined) return refused;
    if (!kubelet.up) return silent;
    const records = kubelet.podAt(address)?.records ?? [];
    const record = records.find(({ name }) => name === this.#container) ?? records.find(({ role }) => role === "main");
    const process = record?.running?.process;
    return process === undefined || process.health(now) === "refused" ? refused : { kind: "process", process };
  }
}
