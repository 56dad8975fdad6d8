import { ingressWarnings, validateIngress, validateIngressClasses } from "../validation/ingress.ts";
import { validateIngressClass, validateIngressClassUpdate } from "../validation/ingress-class.ts";
import { validateNetworkPolicy } from "../validation/network-policy.ts";
import { define, orElse } from "./define.ts";

export const networkPolicies = define({
  group: "networking.k8s.io",
  version: "v1",
  kind: "NetworkPolicy",
  plural: "networkpolicies",
  shortNames: ["netpol"],
  validate: ({ spec }) => validateNetworkPolicy(spec),
  generation: "spec",
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "policyTypes", spec["egress"] === undefined ? ["Ingress"] : ["Ingress", "Egress"]);
    for (const rule of [...(spec["ingress"] ?? []), ...(spec["egress"] ?? [])])
      for (const port of rule.ports ?? []) if (!Object.isFrozen(port)) orElse(port, "protocol", "TCP");
  },
});

export const ingresses = define({
  group: "networking.k8s.io",
  version: "v1",
  kind: "Ingress",
  plural: "ingresses",
  shortNames: ["ing"],
  validate: validateIngress,
  validateCreate: validateIngressClasses,
  warnings: ingressWarnings,
  subresources: ["status"],
  generation: "spec",
});

export const ingressClasses = define({
  group: "networking.k8s.io",
  version: "v1",
  kind: "IngressClass",
  plural: "ingressclasses",
  namespaced: false,
  generation: "spec",
  validate: validateIngressClass,
  validateUpdate: validateIngressClassUpdate,
  checksChangesFirst: true,
  setDefaults: ({ spec }) => {
    const parameters = spec?.["parameters"];
    if (parameters !== undefined && !Object.isFrozen(parameters)) orElse(parameters, "scope", "Cluster");
  },
});
