import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { each, oneOf, portNameProblems, portNumber, required, wrong } from "./field-errors.ts";
import { serviceLabelProblems, subdomainProblems, wildcardProblems } from "./names.ts";

/** The way to name a class from before `ingressClassName`. */
const classAnnotation = "kubernetes.io/ingress.class";

export function validateIngress({ spec }: KubernetesObject): FieldError[] {
  const rules: readonly Mutable[] = spec["rules"] ?? [];
  const { defaultBackend, ingressClassName } = spec;
  return [
    ...(rules.length === 0 && defaultBackend === undefined
      ? [wrong("spec", spec["rules"] ?? null, "either `defaultBackend` or `rules` must be specified")]
      : []),
    ...(defaultBackend === undefined ? [] : validateBackend(defaultBackend, "spec.defaultBackend")),
    ...rules.flatMap((rule, index) => validateRule(rule, `spec.rules[${index}]`)),
    ...((spec["tls"] ?? []) as Mutable[]).flatMap((entry, index) => validateTls(entry, `spec.tls[${index}]`)),
    ...(ingressClassName === undefined ? [] : each("spec.ingressClassName", ingressClassName, subdomainProblems)),
  ];
}

/** A new Ingress may name its class in both ways, but not two classes. */
export function validateIngressClasses({ metadata, spec }: KubernetesObject): FieldError[] {
  const annotated = metadata.annotations?.[classAnnotation];
  const { ingressClassName } = spec;
  return annotated === undefined || ingressClassName === undefined || annotated === ingressClassName
    ? []
    : [wrong(`annotations.${classAnnotation}`, annotated, "must match `ingressClassName` when both are specified")];
}

/** What a client is told of a new Ingress that is valid. */
export function ingressWarnings({ metadata, spec }: KubernetesObject, old: KubernetesObject | undefined): string[] {
  const isNamed = spec.ingressClassName !== undefined;
  return old !== undefined || isNamed || metadata.annotations?.[classAnnotation] === undefined
    ? []
    : [`annotation "${classAnnotation}" is deprecated, please use 'spec.ingressClassName' instead`];
}

function validateRule({ host = "", http }: Mutable, at: string): FieldError[] {
  const paths: readonly Mutable[] = http?.paths ?? [];
  return [
    ...(host === "" ? [] : validateHost(host, `${at}.host`)),
    ...(http !== undefined && paths.length === 0 ? [required(`${at}.http.paths`)] : []),
    ...paths.flatMap((path, index) => validatePath(path, `${at}.http.paths[${index}]`)),
  ];
}

function validateHost(host: string, at: string): FieldError[] {
  const isAddress = /^(\d{1,3}\.){3}\d{1,3}$/.test(host) || host.includes(":");
  return [
    ...(isAddress ? [wrong(at, host, "must be a DNS name, not an IP address")] : []),
    ...each(at, host, host.includes("*") ? wildcardProblems : subdomainProblems),
  ];
}

function validatePath({ path = "", pathType, backend = {} }: Mutable, at: string): FieldError[] {
  if (pathType === undefined) return [required(`${at}.pathType`, "pathType must be specified")];
  return [...validatePathOf(pathType, path, at), ...validateBackend(backend, `${at}.backend`)];
}

function validatePathOf(pathType: string, path: string, at: string): FieldError[] {
  const absolute = path.startsWith("/") ? [] : [wrong(`${at}.path`, path, "must be an absolute path")];
  if (pathType === "ImplementationSpecific") return path === "" ? [] : absolute;
  if (pathType !== "Exact" && pathType !== "Prefix")
    return oneOf(`${at}.pathType`, pathType, ["Exact", "ImplementationSpecific", "Prefix"]);
  return [
    ...absolute,
    ...["//", "/./", "/../", "%2f", "%2F"]
      .filter((part) => path.includes(part))
      .map((part) => wrong(`${at}.path`, path, `must not contain '${part}'`)),
    ...["/..", "/."]
      .filter((end) => path.endsWith(end))
      .map((end) => wrong(`${at}.path`, path, `cannot end with '${end}'`)),
  ];
}

function validateBackend({ service, resource }: Mutable, at: string): FieldError[] {
  if (service !== undefined && resource !== undefined)
    return [wrong(at, "", "cannot set both resource and service backends")];
  if (resource !== undefined)
    return [
      ...((resource.kind ?? "") === "" ? [required(`${at}.resource.kind`)] : []),
      ...((resource.name ?? "") === "" ? [required(`${at}.resource.name`)] : []),
    ];
  if (service === undefined) return [wrong(at, "", "resource or service backend is required")];
  const { name = "", port = {} } = service as Mutable;
  return [
    ...(name === "" ? [required(`${at}.service.name`)] : each(`${at}.service.name`, name, serviceLabelProblems)),
    ...validateBackendPort(port, at),
  ];
}

function validateBackendPort({ name = "", number = 0 }: Mutable, at: string): FieldError[] {
  if (name !== "" && number !== 0) return [wrong(at, "", "cannot set both port name & port number")];
  if (name !== "") return each(`${at}.service.port.name`, name, portNameProblems);
  return number === 0
    ? [required(at, "port name or number is required")]
    : portNumber(`${at}.service.port.number`, number);
}

function validateTls({ hosts = [], secretName = "" }: Mutable, at: string): FieldError[] {
  return [
    ...(hosts as string[]).flatMap((host, index) =>
      each(`${at}.hosts[${index}]`, host, host.includes("*") ? wildcardProblems : subdomainProblems),
    ),
    ...(secretName === "" ? [] : each(`${at}.secretName`, secretName, subdomainProblems)),
  ];
}
