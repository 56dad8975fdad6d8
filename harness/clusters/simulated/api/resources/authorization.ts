import { confirmBinding, confirmRole, type Petitioner } from "../../access/escalation.ts";
import type { Mutable } from "../decode.ts";
import {
  pathSegmentProblems,
  validateBinding,
  validateBindingUpdate,
  validateRole,
} from "../validation/authorization.ts";
import { define, orElse, type Definition } from "./define.ts";
import type { Resource } from "./resource.ts";

const group = "rbac.authorization.k8s.io";

const role = {
  group,
  version: "v1",
  nameRule: pathSegmentProblems,
  setDefaults: (object: Mutable) => orElse(object, "rules", null),
  validate: validateRole,
};

export const roles = defineRole({ ...role, kind: "Role", plural: "roles", guard: guardRole("roles") });
export const clusterRoles = defineRole({
  ...role,
  kind: "ClusterRole",
  plural: "clusterroles",
  namespaced: false,
  guard: guardRole("clusterroles"),
});

const binding = {
  group,
  version: "v1",
  nameRule: pathSegmentProblems,
  setDefaults: setBindingDefaults,
  validate: validateBinding,
  validateUpdate: validateBindingUpdate,
};

export const roleBindings = define({
  ...binding,
  kind: "RoleBinding",
  plural: "rolebindings",
  guard: guardBinding("rolebindings"),
});

export const clusterRoleBindings = define({
  ...binding,
  kind: "ClusterRoleBinding",
  plural: "clusterrolebindings",
  namespaced: false,
  guard: guardBinding("clusterrolebindings"),
});

/** A role without rules says so. */
function defineRole(definition: Definition): Resource {
  const defined = define(definition);
  return { ...defined, zero: Object.freeze({ ...defined.zero, rules: null }) };
}

function setBindingDefaults({ roleRef, subjects }: Mutable): void {
  if (!Object.isFrozen(roleRef) && (roleRef.apiGroup === undefined || roleRef.apiGroup === ""))
    roleRef.apiGroup = group;
  for (const subject of subjects ?? [])
    if ((subject.kind === "User" || subject.kind === "Group") && !Object.isFrozen(subject))
      orElse(subject, "apiGroup", group);
}

function guardRole(resource: string) {
  return ({ metadata, rules, aggregationRule }: Mutable, petitioner: Petitioner): void =>
    confirmRole(
      { group, resource, name: metadata.name, namespace: metadata.namespace ?? "" },
      { rules: rules ?? [], aggregates: aggregationRule !== undefined },
      petitioner,
    );
}

function guardBinding(resource: string) {
  return ({ metadata, roleRef }: Mutable, petitioner: Petitioner): void =>
    confirmBinding(
      { group, resource, name: metadata.name, namespace: metadata.namespace ?? "" },
      { kind: roleRef?.kind ?? "", name: roleRef?.name ?? "" },
      petitioner,
    );
}
