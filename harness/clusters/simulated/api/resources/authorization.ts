import type { Mutable } from "../decode.ts";
import { define, orElse } from "./define.ts";

const group = "rbac.authorization.k8s.io";
/** Names of roles are paths: `system:controller:x` is one. */
const nameRule = (name: string) => (/^\.{1,2}$|[/%]/.test(name) ? [`may not be '.', '..', or contain '/' or '%'`] : []);

export const roles = define({ group, version: "v1", kind: "Role", plural: "roles", nameRule });
export const clusterRoles = define({
  group,
  version: "v1",
  kind: "ClusterRole",
  plural: "clusterroles",
  namespaced: false,
  nameRule,
});

export const roleBindings = define({
  group,
  version: "v1",
  kind: "RoleBinding",
  plural: "rolebindings",
  nameRule,
  setDefaults: setBindingDefaults,
});

export const clusterRoleBindings = define({
  group,
  version: "v1",
  kind: "ClusterRoleBinding",
  plural: "clusterrolebindings",
  namespaced: false,
  nameRule,
  setDefaults: setBindingDefaults,
});

function setBindingDefaults({ roleRef, subjects }: Mutable): void {
  if (!Object.isFrozen(roleRef) && (roleRef.apiGroup === undefined || roleRef.apiGroup === ""))
    roleRef.apiGroup = group;
  for (const subject of subjects ?? [])
    if ((subject.kind === "User" || subject.kind === "Group") && !Object.isFrozen(subject))
      orElse(subject, "apiGroup", group);
}
