import type { Random } from "../../../base/random.ts";
import type { KubernetesObject } from "../../kubernetes.ts";
import type { Allocators } from "./resources/resource.ts";

export const firstNodePort = 30_000;
export const lastNodePort = 32_767;
/** 10.96.0.0/16, as kubeadm and kind set it; the first address is the API server's own. */
export const serviceNetwork = "10.96";

/** Cluster IPs and node ports of the services of one cluster. */
export class AddressPool implements Allocators {
  readonly isPreview = false;
  readonly #random: Random;
  readonly #addresses = new Set<string>();
  readonly #ports = new Set<number>();

  constructor(random: Random) {
    this.#random = random;
  }

  clusterIP(wanted: string | undefined): string | undefined {
    if (wanted !== undefined && wanted !== "") return claim(this.#addresses, wanted);
    return claim(this.#addresses, this.#freeAddress());
  }

  nodePort(wanted: number | undefined): number | undefined {
    if (wanted !== undefined) return claim(this.#ports, wanted);
    const free = this.#freePort();
    return free === undefined ? undefined : claim(this.#ports, free);
  }

  /** Gives out addresses without taking them, for dry runs, in which the server does not look whether an address is taken. */
  preview(): Allocators {
    const ports = new Set<number>();
    return {
      isPreview: true,
      clusterIP: (wanted) => (wanted === undefined || wanted === "" ? this.#freeAddress() : wanted),
      nodePort: (wanted) =>
        wanted === undefined ? this.#freePort() : this.#ports.has(wanted) ? undefined : claim(ports, wanted),
      release: () => undefined,
    };
  }

  release(service: KubernetesObject): void {
    const { clusterIP, healthCheckNodePort, ports = [] } = service["spec"];
    this.#addresses.delete(clusterIP);
    this.#ports.delete(healthCheckNodePort);
    for (const { nodePort } of ports) this.#ports.delete(nodePort);
  }

  #freeAddress(): string {
    for (;;) {
      const address = `${serviceNetwork}.${this.#random.below(256)}.${1 + this.#random.below(254)}`;
      if (!this.#addresses.has(address)) return address;
    }
  }

  #freePort(): number | undefined {
    const count = lastNodePort - firstNodePort + 1;
    if (this.#ports.size >= count) return undefined;
    for (;;) {
      const port = firstNodePort + this.#random.below(count);
      if (!this.#ports.has(port)) return port;
    }
  }
}

function claim<T>(taken: Set<T>, wanted: T): T | undefined {
  if (taken.has(wanted)) return undefined;
  taken.add(wanted);
  return wanted;
}
