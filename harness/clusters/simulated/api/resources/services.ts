import type { KubernetesObject } from "../../../kubernetes.ts";
import { define, orElse } from "./define.ts";
import { own } from "./workloads.ts";
import { validateEndpoints, validateEndpointSlice, validateEndpointSliceUpdate } from "../validation/endpoints.ts";
import { serviceLabelProblems } from "../validation/names.ts";
import { tooManyFamilies, unavailableFamilies, validateFamilies } from "../validation/service-families.ts";
import { isReachable, validateService, validateServiceUpdate } from "../validation/service.ts";
import { invalid, type FieldError } from "../status-error.ts";
import type { Mutable } from "../decode.ts";
import { releaseAddresses, takeAddresses } from "./service-addresses.ts";
import { dropTypeDependent, keepAddresses } from "./service-update.ts";

export const services = define({
  group: "",
  version: "v1",
  kind: "Service",
  plural: "services",
  shortNames: ["svc"],
  categories: ["all"],
  subresources: ["status", "proxy"],
  fieldLabels: {
    "spec.clusterIP": ({ spec }: KubernetesObject) => spec.clusterIP ?? "",
    "spec.type": ({ spec }: KubernetesObject) => spec.type ?? "",
  },
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "sessionAffinity", "None");
    // What only the other affinity needs goes.
    if (spec["sessionAffinity"] === "None") delete spec["sessionAffinityConfig"];
    if (spec["sessionAffinity"] === "ClientIP")
      orElse((spec["sessionAffinityConfig"] ??= { clientIP: {} }).clientIP, "timeoutSeconds", 10800);
    orElse(spec, "type", "ClusterIP");
    for (const port of spec["ports"] ?? []) {
      if (Object.isFrozen(port)) continue;
      orElse(port, "protocol", "TCP");
      if (port["targetPort"] === undefined || port["targetPort"] === "" || port["targetPort"] === 0)
        port["targetPort"] = port["port"];
    }
    if (isReachable(spec)) orElse(spec, "externalTrafficPolicy", "Cluster");
    if (spec["type"] === "LoadBalancer") orElse(spec, "allocateLoadBalancerNodePorts", true);
    if (spec["type"] !== "ExternalName") orElse(spec, "internalTrafficPolicy", "Cluster");
  },
  nameRule: serviceLabelProblems,
  prepareCreate: (service) => {
    fillClusterIPs(service["spec"]);
    settleFamilies(service);
  },
  prepareUpdate: (service, old) => {
    if (service["spec"] === old["spec"]) return;
    const spec = own(service, "spec");
    keepAddresses(spec, old["spec"]);
    dropTypeDependent(spec, old["spec"]);
    settleFamilies(service);
  },
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  allocate: (service, old, allocators) => {
    const spec = service["spec"];
    if (spec === old?.["spec"]) return;
    const open = (service["spec"] = { ...spec });
    if (old !== undefined) releaseAddresses(open, old, allocators);
    takeAddresses(open, old?.["spec"], allocators, service["metadata"].name);
  },
});

/** Who names one address means the list of it. */
function fillClusterIPs(spec: Mutable): void {
  if ((spec["clusterIP"] ?? "") !== "" && (spec["clusterIPs"] ?? []).length === 0)
    spec["clusterIPs"] = [spec["clusterIP"]];
}

/**
 * A service with an address has it of the family that the cluster has; one that has neither address nor selector stands
 * for both. What is wrong with that the server finds before it looks at anything else.
 * @throws StatusError 422
 */
function settleFamilies(service: Mutable): void {
  const { spec, metadata } = service;
  if (spec["type"] === "ExternalName") return;
  const refuse = (errors: readonly FieldError[]) => {
    if (errors.length > 0) throw invalid({ group: "", resource: "Service", name: metadata.name }, errors);
  };
  const isAlone = spec["clusterIP"] === "None" && Object.keys(spec["selector"] ?? {}).length === 0;
  refuse(validateFamilies(spec));
  orElse(spec, "ipFamilyPolicy", isAlone ? "RequireDualStack" : "SingleStack");
  refuse(tooManyFamilies(spec));
  orElse(spec, "ipFamilies", ["IPv4"]);
  if (!isAlone) refuse(unavailableFamilies(spec));
  else if (spec["ipFamilyPolicy"] !== "SingleStack" && spec["ipFamilies"].length === 1)
    spec["ipFamilies"] = [...spec["ipFamilies"], spec["ipFamilies"][0] === "IPv4" ? "IPv6" : "IPv4"];
}

export const endpoints = define({
  group: "",
  version: "v1",
  kind: "Endpoints",
  plural: "endpoints",
  singular: "endpoints",
  shortNames: ["ep"],
  setDefaults: ({ subsets = [] }) => {
    for (const { ports = [] } of subsets)
      for (const port of ports) if (!Object.isFrozen(port)) orElse(port, "protocol", "TCP");
  },
  validate: validateEndpoints,
});

export const endpointSlices = define({
  group: "discovery.k8s.io",
  version: "v1",
  kind: "EndpointSlice",
  plural: "endpointslices",
  generation: "everything",
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  setDefaults: (slice) => {
    if (slice["ports"] !== undefined && !Object.isFrozen(slice["ports"]))
      for (const port of slice["ports"]) {
        if (Object.isFrozen(port)) continue;
        orElse(port, "name", "");
        orElse(port, "protocol", "TCP");
      }
  },
});
