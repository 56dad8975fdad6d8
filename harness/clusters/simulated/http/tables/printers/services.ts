import type { KubernetesObject } from "../../../../kubernetes.ts";
import { age, firstThree, formatLabels, orNone } from "../cells.ts";
import { columns, nameColumn, wide, type Printer } from "../printer.ts";

interface ServicePort {
  readonly port: number;
  readonly nodePort?: number;
  readonly protocol?: string;
}

export const servicePrinter: Printer = {
  columns: [nameColumn, ...columns("Type", "Cluster-IP", "External-IP", "Port(s)", "Age"), wide("Selector")],
  cells: (service, now) => {
    const { metadata, spec } = service;
    const ports = ((spec.ports ?? []) as readonly ServicePort[]).map(
      ({ port, nodePort = 0, protocol = "TCP" }) => `${port}${nodePort > 0 ? `:${nodePort}` : ""}/${protocol}`,
    );
    return [
      metadata.name,
      spec.type ?? "ClusterIP",
      orNone(spec.clusterIPs?.[0] ?? spec.clusterIP),
      externalAddress(service),
      orNone(ports.join(",")),
      age(service, now),
      formatLabels(spec.selector),
    ];
  },
};

function externalAddress({ spec, status }: KubernetesObject): string {
  if (spec.type === "ExternalName") return spec.externalName ?? "";
  const fixed: readonly string[] = spec.externalIPs ?? [];
  if (spec.type !== "LoadBalancer") return orNone(fixed.join(","));
  const ingress = (status?.loadBalancer?.ingress ?? []) as readonly {
    readonly ip?: string;
    readonly hostname?: string;
  }[];
  const all = [...ingress.map(({ ip, hostname }) => ip ?? hostname ?? ""), ...fixed];
  return all.length === 0 ? "<pending>" : all.join(",");
}

interface EndpointPort {
  readonly name?: string;
  readonly port?: number;
}

export const endpointSlicePrinter: Printer = {
  columns: [nameColumn, ...columns("AddressType", "Ports", "Endpoints", "Age")],
  cells: (slice, now) => {
    const ports = (slice["ports"] ?? []) as readonly EndpointPort[];
    const endpoints = (slice["endpoints"] ?? []) as readonly { readonly addresses?: readonly string[] }[];
    return [
      slice.metadata.name,
      slice["addressType"],
      firstThree(ports.map(({ name, port }) => (port === undefined ? name || "*" : String(port)))),
      firstThree(endpoints.flatMap(({ addresses = [] }) => addresses)),
      age(slice, now),
    ];
  },
};

interface EndpointSubset {
  readonly addresses?: readonly { readonly ip: string }[];
  readonly ports?: readonly EndpointPort[];
}

export const endpointsPrinter: Printer = {
  columns: [nameColumn, ...columns("Endpoints", "Age")],
  cells: (endpoints, now) => {
    const subsets = (endpoints["subsets"] ?? []) as readonly EndpointSubset[];
    const pairs = subsets.flatMap(({ addresses = [], ports = [] }) =>
      ports.length === 0
        ? addresses.map(({ ip }) => ip)
        : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
    );
    return [
      endpoints.metadata.name,
      subsets.length === 0 ? "<none>" : pairs.length === 0 ? "" : firstThree(pairs),
      age(endpoints, now),
    ];
  },
};
