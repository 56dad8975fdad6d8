import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { each, oneOf, required, wrong } from "./field-errors.ts";
import { subdomainProblems } from "./names.ts";
import { validateLabelSelector } from "./selector.ts";

const group = "rbac.authorization.k8s.io";

/** Names of roles and bindings are parts of paths: `system:controller:x` is one. */
export function pathSegmentProblems(name: string): string[] {
  if (name === "." || name === "..") return [`may not be '${name}'`];
  return ["/", "%"]
    .filter((character) => name.includes(character))
    .map((character) => `may not contain '${character}'`);
}

export function validateRole({ rules, kind, aggregationRule }: KubernetesObject): FieldError[] {
  return [
    ...((rules ?? []) as readonly Mutable[]).flatMap((rule, index) => validateRule(rule, `rules[${index}]`, kind)),
    ...(aggregationRule === undefined ? [] : validateAggregation(aggregationRule)),
  ];
}

function validateRule(rule: Mutable, field: string, kind: string): FieldError[] {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs: urls } = rule;
  const isEmpty = (list: readonly string[] | undefined) => list === undefined || list.length === 0;
  const errors = isEmpty(verbs) ? [required(`${field}.verbs`, "verbs must contain at least one value")] : [];
  const refuseUrls = (why: string) => errors.push(wrong(`${field}.nonResourceURLs`, urls, why));
  if (!isEmpty(urls)) {
    if (kind === "Role") refuseUrls("namespaced rules cannot apply to non-resource URLs");
    if (![apiGroups, resources, resourceNames].every(isEmpty))
      refuseUrls("rules cannot apply to both regular resources and non-resource URLs");
    return errors;
  }
  if (isEmpty(apiGroups))
    errors.push(required(`${field}.apiGroups`, "resource rules must supply at least one api group"));
  if (isEmpty(resources))
    errors.push(required(`${field}.resources`, "resource rules must supply at least one resource"));
  return errors;
}

function validateAggregation({ clusterRoleSelectors: selectors = [] }: Mutable): FieldError[] {
  const field = "aggregationRule.clusterRoleSelectors";
  if (selectors.length === 0)
    return [required(field, "at least one clusterRoleSelector required if aggregationRule is non-nil")];
  return (selectors as readonly Mutable[]).flatMap((selector, index) => {
    const errors = validateLabelSelector(selector, `${field}[${index}]`);
    return errors.length === 0 ? [] : [...errors, wrong(`${field}[${index}]`, null, "invalid label selector.")];
  });
}

export function validateBinding({ kind, roleRef, subjects }: KubernetesObject): FieldError[] {
  const kinds = kind === "RoleBinding" ? ["ClusterRole", "Role"] : ["ClusterRole"];
  return [
    ...oneOf("roleRef.apiGroup", roleRef.apiGroup, [group]),
    ...oneOf("roleRef.kind", roleRef.kind, kinds),
    ...(roleRef.name === "" ? [required("roleRef.name")] : each("roleRef.name", roleRef.name, pathSegmentProblems)),
    ...((subjects ?? []) as readonly Mutable[]).flatMap((subject, index) =>
      validateSubject(subject, `subjects[${index}]`, kind),
    ),
  ];
}

function validateSubject({ kind, name, namespace, apiGroup }: Mutable, field: string, binding: string): FieldError[] {
  const errors = name === "" ? [required(`${field}.name`)] : [];
  switch (kind) {
    case "ServiceAccount":
      if (name !== "") errors.push(...each(`${field}.name`, name, subdomainProblems));
      errors.push(...oneOf(`${field}.apiGroup`, apiGroup ?? "", [""]));
      if (binding === "ClusterRoleBinding" && (namespace ?? "") === "") errors.push(required(`${field}.namespace`));
      return errors;
    case "User":
    case "Group":
      return [...errors, ...oneOf(`${field}.apiGroup`, apiGroup ?? "", [group])];
    default:
      return [...errors, ...oneOf(`${field}.kind`, kind, ["ServiceAccount", "User", "Group"])];
  }
}

/** What a binding grants cannot become something else; the value is quoted as the server's Go type prints. */
export function validateBindingUpdate({ roleRef }: KubernetesObject, old: KubernetesObject): FieldError[] {
  const { apiGroup, kind, name } = roleRef;
  const was = old["roleRef"];
  if (was === roleRef || (was.apiGroup === apiGroup && was.kind === kind && was.name === name)) return [];
  return [wrong("roleRef", { APIGroup: apiGroup, Kind: kind, Name: name }, "cannot change roleRef")];
}
