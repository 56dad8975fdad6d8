import type { RegistryFault } from "../../driver.ts";
import { operatorEnd } from "../../links.ts";
import type { RegistrySpec } from "../../world.ts";
import type { Links } from "../network/links.ts";

/** What one place meets at the registry right now. */
export interface RegistryView {
  readonly fault: RegistryFault | undefined;
  /** No packet gets through. */
  readonly cut: boolean;
  /** ms there and back. */
  readonly roundTrip: number;
  /** Bytes per second that the link lets through; undefined is unlimited. */
  readonly bandwidth: number | undefined;
}

/** Name of the registry as the end of a link. */
export const registryEnd = "registry";

/**
 * How clusters and the operator see the registry. A fault is set per cluster; one that all clusters have is taken to be in
 * the registry itself, so the operator meets it too.
 */
export class RegistryAccess {
  readonly #spec: RegistrySpec;
  readonly #clusters: readonly string[];
  readonly #links: Links;
  readonly #faults = new Map<string, RegistryFault>();

  constructor(spec: RegistrySpec, clusters: readonly string[], links: Links) {
    this.#spec = spec;
    this.#clusters = clusters;
    this.#links = links;
  }

  setFault(clusters: readonly string[], fault: RegistryFault | undefined): void {
    for (const cluster of clusters)
      if (fault === undefined) this.#faults.delete(cluster);
      else this.#faults.set(cluster, fault);
  }

  /** @param place a cluster's name or `operator`, @param host that of the image reference. */
  view(place: string, host: string): RegistryView {
    const ours = host === this.#spec.host || host === this.#spec.mirror;
    if (!ours) return { fault: undefined, cut: false, roundTrip: 0, bandwidth: undefined };
    const link = this.#links.get(place, registryEnd);
    return {
      fault: host === this.#spec.host ? this.#faultAt(place) : undefined,
      cut: link.cut,
      roundTrip: link.cut ? 0 : this.#links.delay(place, registryEnd) + this.#links.delay(registryEnd, place),
      bandwidth: link.bandwidth,
    };
  }

  #faultAt(place: string): RegistryFault | undefined {
    if (place !== operatorEnd) return this.#faults.get(place);
    const everywhere = this.#clusters.length > 0 && this.#clusters.every((cluster) => this.#faults.has(cluster));
    return everywhere ? this.#faults.get(this.#clusters[0]!) : undefined;
  }
}
