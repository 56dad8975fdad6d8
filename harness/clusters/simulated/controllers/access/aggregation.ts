import type { KubernetesObject } from "../../../kubernetes.ts";
import type { PolicyRule } from "../../access/rules.ts";
import { selects, type LabelSelector } from "../../kinds/labels.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { WorkQueue } from "../kit/work-queue.ts";

const clusterRoles = "clusterroles.rbac.authorization.k8s.io";
const controller = "clusterrole-aggregation-controller";

interface ClusterRole extends KubernetesObject {
  readonly rules?: readonly PolicyRule[] | null;
  readonly aggregationRule?: { readonly clusterRoleSelectors: readonly LabelSelector[] };
}

/** Gives roles that collect others the rules of those that their selectors choose. */
export function startClusterRoleAggregation({ api, clock, random, informers }: ControlPlane): Disposable {
  const roles = informers.of<ClusterRole>(clusterRoles);
  const caller = controllerCaller(controller);
  const queue = new WorkQueue({
    clock,
    random: random.derive(controller),
    reconcile: (name) => {
      const role = roles.get(name);
      if (role?.aggregationRule === undefined || role.metadata.deletionTimestamp !== undefined) return;
      const rules = collect(role, [...roles.all()]);
      if (JSON.stringify(rules) === JSON.stringify(role.rules ?? [])) return;
      const { apiVersion, kind } = role;
      const body = { apiVersion, kind, metadata: { name }, ...(rules.length === 0 ? {} : { rules }) };
      const options = { caller, fieldManager: controller, force: true };
      api.patch(clusterRoles, undefined, name, { type: "apply", body: body as KubernetesObject }, options);
    },
  });
  // What a cluster starts with has been collected already.
  let starting = true;
  roles.onChange(() => {
    if (starting) return;
    for (const { metadata, aggregationRule } of roles.all())
      if (aggregationRule !== undefined) queue.add(metadata.name);
  });
  starting = false;
  return { [Symbol.dispose]: () => queue.stop() };
}

/** The rules of all chosen roles, those by name first that come first, each once. */
function collect({ metadata, aggregationRule }: ClusterRole, all: readonly ClusterRole[]): readonly PolicyRule[] {
  const byName = [...all].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const rules = new Map<string, PolicyRule>();
  for (const selector of aggregationRule!.clusterRoleSelectors)
    for (const role of byName) {
      if (role.metadata.name === metadata.name || !selects(selector, role.metadata.labels)) continue;
      for (const rule of role.rules ?? []) rules.set(JSON.stringify(rule), rule);
    }
  return [...rules.values()];
}
