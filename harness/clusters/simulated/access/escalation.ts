import type { Caller } from "../api/verbs.ts";
import { forbidden, notFound, StatusError, type Subject } from "../api/status-error.ts";
import type { Access, RoleReference } from "./access.ts";
import { describeRules, missingRules, quotedList, type PolicyRule } from "./rules.ts";

/** Somebody whose rights are looked at; trusted components are not. */
export type Petitioner = Caller & { readonly access: Access };

/** A role or a binding that somebody wants to write. */
export interface Grant extends Subject {
  readonly namespace: string;
}

const group = "rbac.authorization.k8s.io";
const everything: readonly PolicyRule[] = [
  { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
  { verbs: ["*"], nonResourceURLs: ["*"] },
];

/**
 * Nobody writes a role that holds more than they may do themselves, unless they have the verb `escalate`.
 * @throws StatusError 403
 */
export function confirmRole(
  role: Grant,
  { rules, aggregates }: { readonly rules: readonly PolicyRule[]; readonly aggregates: boolean },
  petitioner: Petitioner,
): void {
  const { resource, name, namespace } = role;
  if (mayDo(petitioner, { verb: "escalate", resource, name, namespace })) return;
  confirmHeld(role, rules, petitioner);
  if (!aggregates) return;
  const { rules: held } = petitioner.access.rulesFor(petitioner.user, "");
  if (missingRules(held, everything).length > 0)
    throw forbidden(role, "must have cluster-admin privileges to use the aggregationRule");
}

/**
 * Nobody binds a role that holds more than they may do themselves, unless they have the verb `bind` for it.
 * @throws StatusError 403, 404 for a role that does not exist, 500 for a reference to something else
 */
export function confirmBinding(binding: Grant, role: RoleReference, petitioner: Petitioner): void {
  const { namespace } = binding;
  if (role.kind !== "ClusterRole" && role.kind !== "Role")
    throw new StatusError(500, "", `unsupported role reference kind: ${JSON.stringify(role.kind)}`);
  const resource = role.kind === "ClusterRole" ? "clusterroles" : "roles";
  if (mayDo(petitioner, { verb: "bind", resource, name: role.name, namespace })) return;
  const rules = petitioner.access.rulesOf(role, namespace);
  if (rules === undefined) throw notFound({ ...binding, name: role.name });
  confirmHeld(binding, rules, petitioner);
}

function mayDo(
  { user, access }: Petitioner,
  wanted: Pick<Grant, "resource" | "name" | "namespace"> & { readonly verb: string },
): boolean {
  return access.authorize(user, { kind: "resource", group, subresource: "", ...wanted }).allowed;
}

function confirmHeld(subject: Grant, rules: readonly PolicyRule[], { user, access }: Petitioner): void {
  const { rules: held, missing: roles } = access.rulesFor(user, subject.namespace);
  const missing = missingRules(held, rules);
  if (missing.length > 0) throw attempt(subject, missing, roles, user);
}

function attempt(
  subject: Grant,
  missing: readonly PolicyRule[],
  unresolved: readonly RoleReference[],
  { name, groups }: Petitioner["user"],
): StatusError {
  const who = `user ${JSON.stringify(name)} (groups=${quotedList(groups)})`;
  const what = `is attempting to grant RBAC permissions not currently held:\n${describeRules(missing).join("\n")}`;
  const errors = unresolved.map(
    ({ kind, name: role }) => `${kind.toLowerCase()}s.${group} ${JSON.stringify(role)} not found`,
  );
  const resolution = errors.length === 0 ? "" : `; resolution errors: [${errors.join(" ")}]`;
  return forbidden(subject, `${who} ${what}${resolution}`);
}
