import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { validateAddress, validateEndpointAddress, validateRange } from "./addresses.ts";
import { each, oneOf, portNumber, prohibited, required, wrong } from "./field-errors.ts";
import { validateLabels } from "./metadata.ts";
import { qualifiedNameProblems, subdomainProblems } from "./names.ts";
import { validateFamilies } from "./service-families.ts";
import { validateNodePorts, validatePorts } from "./service-ports.ts";

export function validateService({ spec }: KubernetesObject): FieldError[] {
  const { type, ports = [] } = spec;
  return [
    ...validateType(spec),
    ...validatePorts(ports),
    ...validateLabels(spec.selector, "spec.selector"),
    ...validateAffinity(spec),
    ...validateFamilies(spec),
    ...((spec.externalIPs ?? []) as string[]).flatMap((address, index) => {
      const errors = validateAddress(`spec.externalIPs[${index}]`, address);
      return errors.length > 0 ? errors : validateEndpointAddress(`spec.externalIPs[${index}]`, address);
    }),
    ...oneOf("spec.type", type, ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]),
    ...validateNodePorts(ports, type),
    ...validateBalancing(spec),
    ...validateTrafficPolicies(spec),
  ];
}

function validateType({ type, clusterIP, clusterIPs, ports = [], externalName = "", ...spec }: Mutable): FieldError[] {
  const headless = clusterIP === "None";
  if (type !== "ExternalName")
    return [
      ...(ports.length === 0 && !headless ? [required("spec.ports")] : []),
      ...(headless && (type === "LoadBalancer" || type === "NodePort")
        ? [wrong("spec.clusterIPs[0]", "None", `may not be set to 'None' for ${type} services`)]
        : []),
    ];
  const refused = "may not be set for ExternalName services";
  const hasAddress = (clusterIP ?? "") !== "" || (clusterIPs ?? []).length > 0;
  const name = externalName.replace(/\.$/, "");
  return [
    ...(hasAddress ? [prohibited("spec.clusterIPs", refused)] : []),
    ...((spec["ipFamilies"] ?? []).length > 0 ? [prohibited("spec.ipFamilies", refused)] : []),
    ...(spec["ipFamilyPolicy"] === undefined ? [] : [prohibited("spec.ipFamilyPolicy", refused)]),
    ...(name === "" ? [required("spec.externalName")] : each("spec.externalName", name, subdomainProblems)),
  ];
}

function validateAffinity({ sessionAffinity, sessionAffinityConfig }: Mutable): FieldError[] {
  const at = "spec.sessionAffinityConfig";
  const errors = oneOf("spec.sessionAffinity", sessionAffinity, ["ClientIP", "None"]);
  if (sessionAffinity === "None" && sessionAffinityConfig !== undefined)
    return [...errors, prohibited(at, "must not be set when session affinity is None")];
  const seconds: number | undefined = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity !== "ClientIP" || seconds === undefined || (seconds > 0 && seconds <= 86_400)) return errors;
  const detail = "must be greater than 0 and less than 86400";
  return [...errors, wrong(`${at}.clientIP.timeoutSeconds`, seconds, detail)];
}

function validateBalancing(spec: Mutable): FieldError[] {
  const isBalanced = spec["type"] === "LoadBalancer";
  const only = (field: string) => prohibited(`spec.${field}`, "may only be used when `type` is 'LoadBalancer'");
  const ranges: readonly string[] = spec["loadBalancerSourceRanges"] ?? [];
  // The server calls the field by the name that it has in Go.
  const errors = ranges.length > 0 && !isBalanced ? [only("LoadBalancerSourceRanges")] : [];
  for (const [index, range] of ranges.entries())
    errors.push(...validateRange(`spec.LoadBalancerSourceRanges[${index}]`, range.trim()));
  for (const field of ["allocateLoadBalancerNodePorts", "loadBalancerClass"])
    if (spec[field] !== undefined && !isBalanced) errors.push(only(field));
  if (isBalanced && spec["loadBalancerClass"] !== undefined)
    errors.push(...each("spec.loadBalancerClass", spec["loadBalancerClass"], qualifiedNameProblems));
  return errors;
}

function validateTrafficPolicies(spec: Mutable): FieldError[] {
  const { type, externalTrafficPolicy: policy, healthCheckNodePort, internalTrafficPolicy, trafficDistribution } = spec;
  const errors = isReachable(spec)
    ? oneOf("spec.externalTrafficPolicy", policy, ["Cluster", "Local"])
    : policy === undefined
      ? []
      : [wrong("spec.externalTrafficPolicy", policy, "may only be set for externally-accessible services")];
  if (healthCheckNodePort !== undefined)
    errors.push(
      ...(isCheckedOnNodes(spec)
        ? portNumber("spec.healthCheckNodePort", healthCheckNodePort)
        : [
            wrong(
              "spec.healthCheckNodePort",
              healthCheckNodePort,
              "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
            ),
          ]),
    );
  if (type !== "ExternalName" || internalTrafficPolicy !== undefined)
    errors.push(...oneOf("spec.internalTrafficPolicy", internalTrafficPolicy, ["Cluster", "Local"]));
  if (trafficDistribution !== undefined)
    errors.push(
      ...oneOf("spec.trafficDistribution", trafficDistribution, ["PreferClose", "PreferSameZone", "PreferSameNode"]),
    );
  return errors;
}

/** Whether a service can be reached from outside of the cluster. */
export function isReachable({ type, externalIPs = [] }: Mutable): boolean {
  return type === "NodePort" || type === "LoadBalancer" || (type === "ClusterIP" && externalIPs.length > 0);
}

/** Whether a load balancer asks each node for the health of a service. */
export function isCheckedOnNodes({ type, externalTrafficPolicy }: Mutable): boolean {
  return type === "LoadBalancer" && externalTrafficPolicy === "Local";
}

/** A cluster IP stays for the life of the service, unless its type gives it up; so does the class of its balancer. */
export function validateServiceUpdate({ spec }: KubernetesObject, { spec: old }: KubernetesObject): FieldError[] {
  const errors = spec.type === "ExternalName" || old.type === "ExternalName" ? [] : changedAddresses(spec, old);
  if (spec.type === "LoadBalancer" && old.type === "LoadBalancer" && spec.loadBalancerClass !== old.loadBalancerClass)
    errors.push(wrong("spec.loadBalancerClass", spec.loadBalancerClass ?? null, "may not change once set"));
  return errors;
}

function changedAddresses(spec: Mutable, old: Mutable): FieldError[] {
  const next: readonly string[] = spec["clusterIPs"] ?? [];
  const before: readonly string[] = old["clusterIPs"] ?? [];
  if (before.length === 0) return [];
  if (next.length === 0)
    return [wrong("spec.clusterIPs[0]", spec["clusterIPs"] ?? null, "primary clusterIP can not be unset")];
  return before.flatMap((address, index) =>
    next[index] === undefined || next[index] === address
      ? []
      : [wrong(`spec.clusterIPs[${index}]`, next, "may not change once set")],
  );
}
