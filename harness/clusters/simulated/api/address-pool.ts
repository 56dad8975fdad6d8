import type { Random } from "../../../base/random.ts";
import type { KubernetesObject } from "../../kubernetes.ts";
import type { Allocators } from "./resources/resource.ts";

const firstNodePort = 30_000;
const nodePorts = 2768;
/** 10.96.0.0/16, as kubeadm and kind set it; the first address is the API server's own. */
const serviceNetwork = "10.96";

/** Cluster IPs and node ports of the services of one cluster. */
export class AddressPool implements Allocators {
  readonly #random: Random;
  readonly #addresses = new Set<string>();
  readonly #ports = new Set<number>();

  constructor(random: Random) {
    this.#random = random;
  }

  clusterIP(wanted: string | undefined): string | undefined {
    if (wanted !== undefined && wanted !== "") return claim(this.#addresses, wanted);
    for (;;) {
      const address = `${serviceNetwork}.${this.#random.below(256)}.${1 + this.#random.below(254)}`;
      if (claim(this.#addresses, address) !== undefined) return address;
    }
  }

  nodePort(wanted: number | undefined): number | undefined {
    if (wanted !== undefined) return claim(this.#ports, wanted);
    if (this.#ports.size >= nodePorts) return undefined;
    for (;;) {
      const port = firstNodePort + this.#random.below(nodePorts);
      if (claim(this.#ports, port) !== undefined) return port;
    }
  }

  release(service: KubernetesObject): void {
    const { clusterIP, ports = [] } = service["spec"];
    this.#addresses.delete(clusterIP);
    for (const { nodePort } of ports) this.#ports.delete(nodePort);
  }
}

function claim<T>(taken: Set<T>, wanted: T): T | undefined {
  if (taken.has(wanted)) return undefined;
  taken.add(wanted);
  return wanted;
}
