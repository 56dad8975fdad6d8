import type { ResourceName } from "./kubernetes.ts";

/** Lower-case plural as API conventions form it: `Ingress` → `ingresses`, `NetworkPolicy` → `networkpolicies`. */
function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower === "endpoints") return lower;
  if (/[^aeiou]y$/.test(lower)) return `${lower.slice(0, -1)}ies`;
  if (/(s|x|ch|sh)$/.test(lower)) return `${lower}es`;
  return `${lower}s`;
}

/** `deployments.apps` for an `apps/v1` Deployment, `services` for a `v1` Service. */
export function resourceNameOf({
  apiVersion,
  kind,
}: {
  readonly apiVersion: string;
  readonly kind: string;
}): ResourceName {
  const [group, version] = apiVersion.split("/");
  return version === undefined ? pluralOf(kind) : `${pluralOf(kind)}.${group}`;
}
