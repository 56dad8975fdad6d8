import type { KubernetesObject } from "../../../kubernetes.ts";
import { define, orElse } from "./define.ts";
import { own } from "./workloads.ts";
import { validateEndpoints, validateEndpointSlice, validateEndpointSliceUpdate } from "../validation/endpoints.ts";
import { serviceLabelProblems } from "../validation/names.ts";
import { isReachable, validateService, validateServiceUpdate } from "../validation/service.ts";
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
  prepareCreate: ({ spec }) => setFamilies(spec),
  prepareUpdate: (service, old) => {
    if (service["spec"] === old["spec"]) return;
    const spec = own(service, "spec");
    keepAddresses(spec, old["spec"]);
    dropTypeDependent(spec, old["spec"]);
    setFamilies(spec);
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

/** A service with an address has it of the family that the cluster has. */
function setFamilies(spec: Record<string, unknown>): void {
  if (spec["type"] === "ExternalName") return;
  orElse(spec, "ipFamilies", ["IPv4"]);
  orElse(spec, "ipFamilyPolicy", "SingleStack");
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
  warnings: () => ["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"],
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
