import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { pathSegmentProblems } from "./authorization.ts";
import { each, immutable, oneOf, prohibited, required, wrong } from "./field-errors.ts";
import { labelProblems, subdomainProblems } from "./names.ts";

const longestController = 250;

export function validateIngressClass({ spec = {} }: KubernetesObject): FieldError[] {
  const { controller = "", parameters } = spec;
  const detail = `may not be more than ${longestController} bytes`;
  return [
    ...(controller.length > longestController ? [{ type: "tooLong", field: "spec.controller", detail } as const] : []),
    ...validateDomainPrefixedPath("spec.controller", controller),
    ...(parameters === undefined ? [] : validateParameters(parameters, "spec.parameters")),
  ];
}

/** The name of somebody's program: a domain, and what it is called there. */
export function validateDomainPrefixedPath(field: string, name: string): FieldError[] {
  if (name === "") return [required(field)];
  const [, host = "", path = ""] = /^([^/]*)\/(.*)$/.exec(name) ?? [];
  if (host === "" || path === "") return [wrong(field, name, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  const format = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
  return [
    ...each(field, host, subdomainProblems),
    ...(/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path)
      ? []
      : [wrong(field, path, `Invalid path (regex used for validation is '${format}')`)]),
  ];
}

function validateParameters(
  { apiGroup, kind = "", name = "", scope, namespace }: Mutable,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [
    ...(apiGroup === undefined ? [] : each(`${field}.apiGroup`, apiGroup, subdomainProblems)),
    ...(kind === "" ? [required(`${field}.kind`)] : each(`${field}.kind`, kind, pathSegmentProblems)),
    ...(name === "" ? [required(`${field}.name`)] : each(`${field}.name`, name, pathSegmentProblems)),
  ];
  if (scope === undefined) return [...errors, required(`${field}.scope`)];
  if (scope === "Cluster" && namespace !== undefined)
    return [...errors, prohibited(`${field}.namespace`, "`parameters.scope` is set to 'Cluster'")];
  if (scope === "Namespace" && namespace === undefined)
    return [...errors, required(`${field}.namespace`, "`parameters.scope` is set to 'Namespace'")];
  if (scope === "Namespace") return [...errors, ...each(`${field}.namespace`, namespace, labelProblems)];
  return [...errors, ...oneOf(`${field}.scope`, scope, ["Cluster", "Namespace"])];
}

export function validateIngressClassUpdate({ spec }: KubernetesObject, { spec: old }: KubernetesObject): FieldError[] {
  return immutable("spec.controller", spec.controller ?? "", old.controller);
}
