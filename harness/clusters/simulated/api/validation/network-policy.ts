import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { isWithin, validateRange } from "./addresses.ts";
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
  if (cidr === "") return [required(`${at}.ipBlock.cidr`)];
  const errors = validateRange(`${at}.ipBlock.cidr`, cidr);
  if (errors.length > 0) return errors;
  return except.flatMap((one, i) => {
    const field = `${at}.ipBlock.except[${i}]`;
    const problems = validateRange(field, one);
    return problems.length > 0 || isWithin(one, cidr)
      ? problems
      : [wrong(field, one, "must be a strict subset of `cidr`")];
  });
}
