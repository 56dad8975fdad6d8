import type { KubernetesObject } from "../../kubernetes.ts";
import { isIpv4, overlap } from "./ipv4.ts";

/** Where other clusters reach one, as far as its nodes say. IPv4 only, as Chaos Mesh has it. */
export interface ClusterAddresses {
  /** Of the nodes, inside and outside. */
  readonly nodes: readonly string[];
  /** Ranges of the pods' addresses. */
  readonly pods: readonly string[];
}

interface NodeAddress {
  readonly type: string;
  readonly address: string;
}

export function addressesOf(nodes: readonly KubernetesObject[]): ClusterAddresses {
  const ofNodes = nodes.flatMap(({ status }) => (status?.addresses ?? []) as readonly NodeAddress[]);
  const reached = ofNodes.filter(({ type }) => type === "InternalIP" || type === "ExternalIP");
  const ranges = nodes.flatMap(({ spec }) => (spec?.podCIDRs ?? []) as readonly string[]);
  return { nodes: known(reached.map(({ address }) => address)), pods: known(ranges) };
}

function known(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.filter(isIpv4))].sort();
}

/**
 * Addresses of the far end that mean nobody at the near one. Clusters often have the same range for their pods, which each
 * divides among its nodes: where any of it is the same, none of it can be told apart, now or when nodes come.
 */
export function unmistakable(far: ClusterAddresses, near: ClusterAddresses): readonly string[] {
  const isShared = far.pods.some((range) => near.pods.some((own) => overlap(own, range)));
  const candidates = isShared ? far.nodes : [...far.nodes, ...far.pods];
  return candidates.filter((address) => ![...near.nodes, ...near.pods].some((own) => overlap(own, address)));
}
