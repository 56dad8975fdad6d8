import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { isIPv4, validateAddress, validateEndpointAddress } from "./addresses.ts";
import { duplicate, each, immutable, oneOf, portNumber, required, wrong } from "./field-errors.ts";
import { labelProblems, subdomainProblems } from "./names.ts";

const protocols = ["SCTP", "TCP", "UDP"];

export function validateEndpoints({ subsets = [] }: KubernetesObject): FieldError[] {
  return (subsets as Mutable[]).flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }, index) => {
    const at = `subsets[${index}]`;
    const list = (items: readonly Mutable[], name: string) =>
      items.flatMap((address, i) => validateSubsetAddress(address, `${at}.${name}[${i}]`));
    return [
      ...(addresses.length + notReadyAddresses.length === 0
        ? [required(at, "must specify `addresses` or `notReadyAddresses`")]
        : []),
      ...list(addresses, "addresses"),
      ...list(notReadyAddresses, "notReadyAddresses"),
      ...(ports as Mutable[]).flatMap((port, i) => validateSubsetPort(port, ports.length > 1, `${at}.ports[${i}]`)),
    ];
  });
}

function validateSubsetAddress({ ip = "", hostname = "" }: Mutable, at: string): FieldError[] {
  return [
    ...validateAddress(`${at}.ip`, ip),
    ...(hostname === "" ? [] : each(`${at}.hostname`, hostname, labelProblems)),
    ...validateEndpointAddress(`${at}.ip`, ip),
  ];
}

function validateSubsetPort({ name = "", port, protocol }: Mutable, needsName: boolean, at: string): FieldError[] {
  return [
    ...(name !== "" ? each(`${at}.name`, name, labelProblems) : needsName ? [required(`${at}.name`)] : []),
    ...portNumber(`${at}.port`, port ?? 0),
    ...oneOf(`${at}.protocol`, protocol, protocols),
  ];
}

export function validateEndpointSlice({
  addressType = "",
  endpoints = [],
  ports = [],
}: KubernetesObject): FieldError[] {
  const names = new Set<string>();
  return [
    ...(addressType === "" ? [required("addressType")] : oneOf("addressType", addressType, ["FQDN", "IPv4", "IPv6"])),
    ...((ports ?? []) as Mutable[]).flatMap(({ name = "", protocol }, index) => {
      const again = names.has(name);
      names.add(name);
      return [
        ...(name === "" ? [] : each(`ports[${index}].name`, name, labelProblems)),
        ...(again ? [duplicate(`ports[${index}].name`, name)] : []),
        ...oneOf(`ports[${index}].protocol`, protocol, protocols),
      ];
    }),
    ...((endpoints ?? []) as Mutable[]).flatMap(({ addresses = [], hostname = "", nodeName }, index) => {
      const at = `endpoints[${index}]`;
      return [
        ...(addresses.length === 0 ? [required(`${at}.addresses`, "must contain at least 1 address")] : []),
        ...(addresses as string[]).flatMap((address, i) =>
          addressType === "IPv4" ? validateIPv4(`${at}.addresses`, i, address) : [],
        ),
        ...(nodeName === undefined ? [] : each(`${at}.nodeName`, nodeName, subdomainProblems)),
        ...(hostname === "" ? [] : each(`${at}.hostname`, hostname, labelProblems)),
      ];
    }),
  ];
}

function validateIPv4(at: string, index: number, address: string): FieldError[] {
  const errors = validateAddress(`${at}[${index}]`, address);
  if (errors.length > 0) return errors;
  return [
    ...(isIPv4(address) ? [] : [wrong(at, address, "must be an IPv4 address")]),
    ...validateEndpointAddress(`${at}[${index}]`, address),
  ];
}

/** A slice stays of one family. */
export function validateEndpointSliceUpdate(next: KubernetesObject, old: KubernetesObject): FieldError[] {
  return immutable("addressType", next["addressType"], old["addressType"]);
}
