import type { KubernetesObject } from "../../kubernetes.ts";
import type { ApiServer, UserInfo } from "../api/verbs.ts";
import type { Access, Attributes, Decision, RoleReference, RulesOfUser } from "./access.ts";
import { ruleAllows, type PolicyRule } from "./rules.ts";
import { userNameOf } from "./service-accounts.ts";

const rbac = "rbac.authorization.k8s.io";
const clusterRoleBindings = `clusterrolebindings.${rbac}`;
const roleBindings = `rolebindings.${rbac}`;

/** One subject of one binding. */
interface Grant {
  /** Empty for the whole cluster. */
  readonly namespace: string;
  readonly role: RoleReference;
  /** As reviews tell it. */
  readonly why: string;
}

/** The bindings that concern one user: those of the cluster first, each sort by name. */
interface Grants {
  readonly cluster: readonly Grant[];
  readonly namespaces: ReadonlyMap<string, readonly Grant[]>;
}

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/**
 * Role-based access control as of this instant. Bindings are indexed by whom they mean, and what concerns a user is looked
 * up once for as long as no binding changes; roles are read when asked.
 */
export class Authorizer implements Access, Disposable {
  readonly #api: ApiServer;
  readonly #watches: readonly { stop(): void }[];
  #bySubject: ReadonlyMap<string, readonly Grant[]> | undefined;
  #byUser = new WeakMap<UserInfo, Grants>();

  constructor(api: ApiServer) {
    this.#api = api;
    const forget = () => void (this.#bySubject = undefined);
    this.#watches = [clusterRoleBindings, roleBindings].map((resource) => api.watch(resource, {}, forget));
  }

  [Symbol.dispose](): void {
    for (const watch of this.#watches) watch.stop();
  }

  authorize(user: UserInfo, attributes: Attributes): Decision {
    if (user.groups.includes("system:masters")) return { allowed: true, reason: "" };
    const missing: RoleReference[] = [];
    for (const grant of this.#grantsFor(user, attributes.kind === "resource" ? attributes.namespace : "")) {
      const rules = this.rulesOf(grant.role, grant.namespace);
      if (rules === undefined) missing.push(grant.role);
      else if (rules.some((rule) => ruleAllows(rule, attributes)))
        return { allowed: true, reason: `RBAC: allowed by ${grant.why}` };
    }
    return { allowed: false, reason: missing.length === 0 ? "" : `RBAC: ${missingRoles(missing)}` };
  }

  rulesFor(user: UserInfo, namespace: string): RulesOfUser {
    const missing: RoleReference[] = [];
    const rules: PolicyRule[] = [];
    for (const { role, namespace: own } of this.#grantsFor(user, namespace)) {
      const found = this.rulesOf(role, own);
      if (found === undefined) missing.push(role);
      else rules.push(...found);
    }
    return { rules, missing };
  }

  rulesOf({ kind, name }: RoleReference, namespace: string): readonly PolicyRule[] | undefined {
    const role =
      kind === "ClusterRole"
        ? this.#api.find(`clusterroles.${rbac}`, undefined, name)
        : this.#api.find(`roles.${rbac}`, namespace, name);
    return role === undefined ? undefined : ((role["rules"] ?? []) as readonly PolicyRule[]);
  }

  #grantsFor(user: UserInfo, namespace: string): readonly Grant[] {
    if (this.#bySubject === undefined) {
      this.#bySubject = this.#index();
      this.#byUser = new WeakMap();
    }
    let grants = this.#byUser.get(user);
    if (grants === undefined) this.#byUser.set(user, (grants = this.#collect(user, this.#bySubject)));
    const own = namespace === "" ? undefined : grants.namespaces.get(namespace);
    return own === undefined ? grants.cluster : [...grants.cluster, ...own];
  }

  #collect(user: UserInfo, bySubject: ReadonlyMap<string, readonly Grant[]>): Grants {
    const all = [userKey(user.name), ...user.groups.map(groupKey)].flatMap((key) => bySubject.get(key) ?? []);
    all.sort((a, b) => (a.why < b.why ? -1 : a.why > b.why ? 1 : 0));
    const namespaces = Map.groupBy(all, ({ namespace }) => namespace);
    return { cluster: namespaces.get("") ?? [], namespaces };
  }

  #index(): ReadonlyMap<string, readonly Grant[]> {
    const index = new Map<string, Grant[]>();
    for (const resource of [clusterRoleBindings, roleBindings])
      for (const binding of this.#api.list(resource).items)
        for (const [key, grant] of grantsOf(binding)) {
          const known = index.get(key);
          if (known === undefined) index.set(key, [grant]);
          else known.push(grant);
        }
    return index;
  }
}

const userKey = (name: string) => `user/${name}`;
const groupKey = (name: string) => `group/${name}`;

function grantsOf({ kind, metadata, ...binding }: KubernetesObject): readonly (readonly [string, Grant])[] {
  const { name, namespace = "" } = metadata;
  const role: RoleReference = binding["roleRef"];
  const named = namespace === "" ? name : `${name}/${namespace}`;
  return ((binding["subjects"] ?? []) as readonly Subject[]).flatMap((subject) => {
    const key = keyOfSubject(subject, namespace);
    if (key === undefined) return [];
    const whom = subject.kind === "ServiceAccount" ? `${subject.name}/${subject.namespace ?? namespace}` : subject.name;
    const why = `${kind} ${JSON.stringify(named)} of ${role.kind} ${JSON.stringify(role.name)} to ${subject.kind} ${JSON.stringify(whom)}`;
    return [[key, { namespace, role, why }]] as const;
  });
}

function keyOfSubject({ kind, name, namespace }: Subject, bindingNamespace: string): string | undefined {
  if (kind === "User") return userKey(name);
  if (kind === "Group") return groupKey(name);
  const own = namespace ?? bindingNamespace;
  return kind === "ServiceAccount" && own !== "" ? userKey(userNameOf(own, name)) : undefined;
}

/** Roles that do not exist, as Go's aggregated errors show them. */
export function missingRoles(roles: readonly RoleReference[]): string {
  const messages = new Set(
    roles.map(({ kind, name }) => `${kind.toLowerCase()}.${rbac} ${JSON.stringify(name)} not found`),
  );
  return messages.size === 1 ? [...messages][0]! : `[${[...messages].join(", ")}]`;
}
