import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { validateAdmissionPolicy, validateAdmissionPolicyBinding, validateWebhooks } from "../validation/admission.ts";
import { define, orElse } from "./define.ts";

const configuration = {
  group: "admissionregistration.k8s.io",
  version: "v1",
  namespaced: false,
  generation: "spec",
  categories: ["api-extensions"],
} as const;

export const validatingWebhookConfigurations = define({
  ...configuration,
  kind: "ValidatingWebhookConfiguration",
  plural: "validatingwebhookconfigurations",
  setDefaults: setWebhookDefaults,
  validate: ({ webhooks }: KubernetesObject) => validateWebhooks(webhooks),
});

export const mutatingWebhookConfigurations = define({
  ...configuration,
  kind: "MutatingWebhookConfiguration",
  plural: "mutatingwebhookconfigurations",
  setDefaults: (object) => {
    setWebhookDefaults(object);
    for (const webhook of openItems(object["webhooks"])) orElse(webhook, "reinvocationPolicy", "Never");
  },
  validate: ({ webhooks }: KubernetesObject) => validateWebhooks(webhooks),
});

export const validatingAdmissionPolicies = define({
  ...configuration,
  kind: "ValidatingAdmissionPolicy",
  plural: "validatingadmissionpolicies",
  subresources: ["status"],
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "failurePolicy", "Fail");
    setMatchDefaults(spec.matchConstraints);
  },
  // A controller does it a moment later on the real server; what it finds out about types is not found out here.
  prepareCreate: (policy) => {
    policy["status"] = { observedGeneration: 1, typeChecking: {} };
  },
  prepareUpdate: (policy, old) => {
    const observedGeneration = (old.metadata.generation ?? 0) + (policy["spec"] === old["spec"] ? 0 : 1);
    policy["status"] = { ...old["status"], observedGeneration };
  },
  validate: ({ spec }) => validateAdmissionPolicy(spec),
});

export const validatingAdmissionPolicyBindings = define({
  ...configuration,
  kind: "ValidatingAdmissionPolicyBinding",
  plural: "validatingadmissionpolicybindings",
  setDefaults: ({ spec }) => {
    if (!Object.isFrozen(spec)) setMatchDefaults(spec.matchResources);
  },
  validate: ({ spec }) => validateAdmissionPolicyBinding(spec),
});

function setWebhookDefaults(object: Mutable): void {
  for (const webhook of openItems(object["webhooks"])) {
    orElse(webhook, "failurePolicy", "Fail");
    orElse(webhook, "matchPolicy", "Equivalent");
    orElse(webhook, "namespaceSelector", {});
    orElse(webhook, "objectSelector", {});
    orElse(webhook, "timeoutSeconds", 10);
    setScopes(webhook["rules"]);
    const { service } = (webhook["clientConfig"] ?? {}) as Mutable;
    if (service !== undefined && !Object.isFrozen(service)) orElse(service, "port", 443);
  }
}

function setMatchDefaults(match: Mutable | undefined): void {
  if (match === undefined || Object.isFrozen(match)) return;
  orElse(match, "matchPolicy", "Equivalent");
  orElse(match, "namespaceSelector", {});
  orElse(match, "objectSelector", {});
  setScopes(match["resourceRules"]);
  setScopes(match["excludeResourceRules"]);
}

function setScopes(rules: unknown): void {
  for (const rule of openItems(rules)) orElse(rule, "scope", "*");
}

/** The items of a list that have not been stored before. */
function openItems(list: unknown): Mutable[] {
  return ((list ?? []) as Mutable[]).filter((item) => !Object.isFrozen(item));
}
