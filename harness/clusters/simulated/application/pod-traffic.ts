import { answerOf } from "./answer.ts";
import type { Party } from "./network-policies.ts";
import type { PodNetwork } from "./pod-network.ts";
import type { HttpOutcome, HttpQuestion } from "./shell/machine.ts";
import type { Endpoint, EndpointSlice, Service } from "../kinds/service.ts";

/** Where names are looked up; policies on a pod's way out count for these questions too. */
const nameServer = "10.96.0.10";

/** How much a demo process's answer times differ, either way. */
const jitter = 0.1;

/** HTTP between the pods of a cluster: names, services, policies, and the answers of those who are asked. */
export class PodTraffic {
  readonly #network: PodNetwork;

  constructor(network: PodNetwork) {
    this.#network = network;
  }

  /** Sends a request from inside a pod. */
  request(from: Party & { readonly kind: "pod" }, question: HttpQuestion): HttpOutcome {
    const { host, port } = question;
    const isOwn = host === "localhost" || /^127\./.test(host) || host === from.address;
    if (isOwn)
      return this.#ask(host === "localhost" ? "127.0.0.1" : host, from.address, port, { ...question, from: "node" });
    const address = /^\d+(\.\d+){3}$/.test(host) ? host : this.lookup(from, host)?.addresses[0];
    if (address === undefined) return { kind: "unknown-host" };
    const target = this.#targetOf(address, port);
    if (target === "rejected") return { kind: "refused", address };
    const to = target ?? { address, port };
    return this.#ask(address, to.address, to.port, { ...question, from });
  }

  /** Addresses of a name as a pod finds it. */
  lookup(
    from: Party & { readonly kind: "pod" },
    name: string,
  ): { name: string; addresses: readonly string[] } | undefined {
    const server: Party = { kind: "outside", address: nameServer };
    if (!this.#network.allows({ from, to: server, port: 53, protocol: "UDP" }) && !this.#reachesNames(from))
      return undefined;
    const own = from.pod.metadata.namespace ?? "default";
    const parts = name
      .replace(/\.$/, "")
      .replace(/\.svc(\.cluster\.local)?$/, "")
      .split(".");
    const [first = "", second = own, third] = parts;
    if (third !== undefined) return this.#podName(first, second, third);
    const service = this.#service(second, first);
    if (service === undefined) return this.#podName(first, second, own);
    const full = `${first}.${second}.svc.cluster.local`;
    const { clusterIP } = service.spec;
    if (clusterIP !== undefined && clusterIP !== "" && clusterIP !== "None")
      return { name: full, addresses: [clusterIP] };
    const addresses = this.#endpoints(second, first).flatMap(({ endpoints }) =>
      endpoints.flatMap((one) => one.addresses),
    );
    return addresses.length === 0 ? undefined : { name: full, addresses };
  }

  /** The name server is itself a pod, and usually let through by its labels. */
  #reachesNames(from: Party): boolean {
    const labels = { "k8s-app": "kube-dns" };
    const metadata = { name: "coredns", namespace: "kube-system", labels };
    const pod = { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [] } };
    return this.#network.allows({ from, to: { kind: "pod", pod, address: nameServer }, port: 53, protocol: "UDP" });
  }

  /** `web-0.web`: a pod behind a headless service. */
  #podName(
    host: string,
    service: string,
    namespace: string,
  ): { name: string; addresses: readonly string[] } | undefined {
    const found = this.#endpoints(namespace, service)
      .flatMap(({ endpoints }) => endpoints)
      .find(({ targetRef }) => targetRef?.name === host);
    return found && { name: `${host}.${service}.${namespace}.svc.cluster.local`, addresses: found.addresses };
  }

  #service(namespace: string, name: string): Service | undefined {
    return this.#network.api.find("services", namespace, name) as Service | undefined;
  }

  /** The endpoint behind a service's address; `rejected` when there is none. Undefined when it is no service's address. */
  #targetOf(
    address: string,
    port: number,
  ): { readonly address: string; readonly port: number } | "rejected" | undefined {
    const services = this.#network.api.list("services").items as readonly Service[];
    const service = services.find(({ spec }) => spec.clusterIP === address);
    if (service === undefined) return undefined;
    return this.endpointOf(service, port) ?? "rejected";
  }

  /** One of the ready endpoints behind a port of a service. */
  endpointOf(service: Service, port: number): { readonly address: string; readonly port: number } | undefined {
    const wanted = service.spec.ports?.find((candidate) => candidate.port === port);
    if (wanted === undefined) return undefined;
    const { namespace = "default", name } = service.metadata;
    const all = this.#endpoints(namespace, name).flatMap(({ endpoints, ports }) => {
      const target = ports.find((candidate) => (candidate.name ?? "") === (wanted.name ?? ""));
      return target === undefined
        ? []
        : endpoints
            .filter(({ conditions }) => conditions.ready !== false)
            .map(({ addresses }) => ({ address: addresses[0]!, port: target.port }));
    });
    return all.length < 2 ? all[0] : all[this.#network.random.below(all.length)];
  }

  #endpoints(
    namespace: string,
    service: string,
  ): readonly { endpoints: readonly Endpoint[]; ports: NonNullable<EndpointSlice["ports"]> }[] {
    const labelSelector = `kubernetes.io/service-name=${service}`;
    const slices = this.#network.api.list("endpointslices.discovery.k8s.io", { namespace, labelSelector })
      .items as readonly EndpointSlice[];
    return slices.map(({ endpoints, ports }) => ({ endpoints: endpoints ?? [], ports: ports ?? [] }));
  }

  #ask(
    shown: string,
    address: string,
    port: number,
    question: HttpQuestion & { readonly from: Party | "node" },
  ): HttpOutcome {
    const { random } = this.#network;
    const door = this.#network.doorAt(address, port, question.from);
    if (door.kind !== "process") return { kind: door.kind, address: shown };
    return { kind: "answer", address: shown, ...answerOf(door.process, question, random, jitter) };
  }

  /** Sends a request from the API server, which no policy holds up. */
  proxied(address: string, port: number, question: HttpQuestion): HttpOutcome {
    return this.#ask(address, address, port, { ...question, from: "node" });
  }
}
