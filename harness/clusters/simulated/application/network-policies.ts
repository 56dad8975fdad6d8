import type { KubernetesObject } from "../../kubernetes.ts";
import { matches, requirementsOf } from "../api/selectors.ts";
import type { ApiServer } from "../api/verbs.ts";
import type { Pod } from "../kinds/pod.ts";

/** One end of a connection. */
export type Party =
  | { readonly kind: "pod"; readonly pod: Pod; readonly address: string }
  /** Whoever is no pod: users, other clusters. */
  | { readonly kind: "outside"; readonly address: string };

interface Peer {
  readonly podSelector?: object;
  readonly namespaceSelector?: object;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface PolicyPort {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly PolicyPort[];
}

interface Policy {
  readonly metadata: KubernetesObject["metadata"];
  readonly spec: {
    readonly podSelector?: object;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

export interface Connection {
  readonly from: Party;
  readonly to: Party;
  readonly port: number;
  readonly protocol?: "TCP" | "UDP";
}

/** The NetworkPolicies of a cluster. They hold for what pods and users send, not for the node and the API server. */
export class NetworkPolicies {
  readonly #api: ApiServer;
  readonly #policies = new Map<string, Policy>();
  readonly #watch: { stop(): void };

  constructor(api: ApiServer, onChange: () => void) {
    this.#api = api;
    this.#watch = api.watch("networkpolicies.networking.k8s.io", {}, ({ type, object }) => {
      if (type === "DELETED") this.#policies.delete(object.metadata.uid!);
      else this.#policies.set(object.metadata.uid!, object as unknown as Policy);
      onChange();
    });
  }

  /** Whether there is anything to look at. */
  get any(): boolean {
    return this.#policies.size > 0;
  }

  allows(connection: Connection): boolean {
    if (!this.any) return true;
    const { from, to } = connection;
    return (
      (from.kind !== "pod" || this.#side("Egress", from, to, connection)) &&
      (to.kind !== "pod" || this.#side("Ingress", to, from, connection))
    );
  }

  stop(): void {
    this.#watch.stop();
  }

  #side(type: "Ingress" | "Egress", own: Party & { kind: "pod" }, other: Party, connection: Connection): boolean {
    const isolating = [...this.#policies.values()].filter(
      ({ metadata, spec }) =>
        metadata.namespace === own.pod.metadata.namespace &&
        typesOf(spec).includes(type) &&
        selects(spec.podSelector, own.pod.metadata.labels),
    );
    if (isolating.length === 0) return true;
    return isolating.some(({ metadata, spec }) =>
      (spec[type === "Ingress" ? "ingress" : "egress"] ?? []).some(({ from, to, ports }) => {
        const peers = type === "Ingress" ? from : to;
        const isPeer =
          (peers ?? []).length === 0 || peers!.some((peer) => this.#isPeer(peer, metadata.namespace, other));
        return isPeer && ((ports ?? []).length === 0 || ports!.some((port) => isPort(port, connection)));
      }),
    );
  }

  #isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, namespace: string | undefined, other: Party): boolean {
    if (ipBlock !== undefined)
      return (
        contains(ipBlock.cidr, other.address) && !(ipBlock.except ?? []).some((cidr) => contains(cidr, other.address))
      );
    if (other.kind !== "pod") return false;
    const { metadata } = other.pod;
    if (namespaceSelector === undefined) {
      if (metadata.namespace !== namespace) return false;
    } else {
      const labels = this.#api.find("namespaces", undefined, metadata.namespace ?? "")?.metadata.labels;
      if (!selects(namespaceSelector, labels)) return false;
    }
    return podSelector === undefined || selects(podSelector, metadata.labels);
  }
}

function typesOf({ policyTypes, egress }: Policy["spec"]): readonly string[] {
  return policyTypes ?? (egress === undefined ? ["Ingress"] : ["Ingress", "Egress"]);
}

function selects(selector: object | undefined, labels: Readonly<Record<string, string>> | undefined): boolean {
  const requirements = requirementsOf(selector ?? {});
  return requirements !== undefined && matches(requirements, labels ?? {});
}

function isPort({ protocol = "TCP", port, endPort }: PolicyPort, connection: Connection): boolean {
  if (protocol !== (connection.protocol ?? "TCP")) return false;
  if (port === undefined) return true;
  const first = typeof port === "number" ? port : namedPort(connection.to, port);
  return first !== undefined && connection.port >= first && connection.port <= (endPort ?? first);
}

function namedPort(to: Party, name: string): number | undefined {
  if (to.kind !== "pod") return undefined;
  return to.pod.spec.containers.flatMap(({ ports }) => ports ?? []).find((port) => port.name === name)?.containerPort;
}

function contains(cidr: string, address: string): boolean {
  const [base = "", bits = "32"] = cidr.split("/");
  const [a, b] = [numberOf(base), numberOf(address)];
  if (a === undefined || b === undefined) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(a / size) === Math.floor(b / size);
}

function numberOf(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((value, part) => value * 256 + part, 0);
}
