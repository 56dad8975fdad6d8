import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { oneOf, portOrName, prohibited, required, wrong } from "./field-errors.ts";

export function validateNetworkPolicy(spec: Mutable): FieldError[] {
  const types: readonly string[] = spec["policyTypes"] ?? [];
  const tooMany =
    types.length > 2 ? [wrong("spec.policyTypes", types, "may not specify more than two policyTypes")] : [];
  return [
    ...(spec["ingress"] ?? []).flatMap((rule: Mutable, i: number) => ruleErrors(rule, `spec.ingress[${i}]`, "from")),
    ...(spec["egress"] ?? []).flatMap((rule: Mutable, i: number) => ruleErrors(rule, `spec.egress[${i}]`, "to")),
    ...tooMany,
    ...(tooMany.length > 0
      ? []
      : types.flatMap((type, i) => oneOf(`spec.policyTypes[${i}]`, type, ["Ingress", "Egress"]))),
  ];
}

function ruleErrors(rule: Mutable, at: string, side: "from" | "to"): FieldError[] {
  return [
    ...(rule["ports"] ?? []).flatMap((port: Mutable, i: number) => portErrors(port, `${at}.ports[${i}]`)),
    ...(rule[side] ?? []).flatMap((peer: Mutable, i: number) => peerErrors(peer, `${at}.${side}[${i}]`)),
  ];
}

function portErrors({ protocol = "TCP", port, endPort }: Mutable, at: string): FieldError[] {
  const errors = oneOf(`${at}.protocol`, protocol, ["SCTP", "TCP", "UDP"]);
  if (port === undefined)
    return endPort === undefined
      ? errors
      : [...errors, wrong(`${at}.endPort`, endPort, "may not be specified when `port` is not specified")];
  errors.push(...portOrName(`${at}.port`, port));
  if (endPort === undefined) return errors;
  // The value that the real server quotes is the other one.
  if (typeof port === "string")
    errors.push(wrong(`${at}.endPort`, endPort, "may not be specified when `port` is non-numeric"));
  else if (endPort < port) errors.push(wrong(`${at}.endPort`, port, "must be greater than or equal to `port`"));
  return errors;
}

function peerErrors({ podSelector, namespaceSelector, ipBlock }: Mutable, at: string): FieldError[] {
  const selectors = [podSelector, namespaceSelector].filter((selector) => selector !== undefined);
  if (ipBlock === undefined) return selectors.length > 0 ? [] : [required(at, "must specify a peer")];
  if (selectors.length > 0) return [prohibited(at, "may not specify both ipBlock and another peer")];
  const { cidr = "", except = [] } = ipBlock as { cidr?: string; except?: string[] };
  const advice = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
  if (cidr === "") return [required(`${at}.ipBlock.cidr`)];
  if (!isCidr(cidr)) return [wrong(`${at}.ipBlock.cidr`, cidr, advice)];
  return except.flatMap((one, i) => (isCidr(one) ? [] : [wrong(`${at}.ipBlock.except[${i}]`, one, advice)]));
}

function isCidr(text: string): boolean {
  const [, address = "", bits = ""] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  if (address.includes(":")) return /^[\da-fA-F:.]+$/.test(address) && Number(bits) <= 128;
  const numbers = address.split(".");
  return (
    numbers.length === 4 && numbers.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256) && Number(bits) <= 32
  );
}
