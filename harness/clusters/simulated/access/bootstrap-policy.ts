import { readFileSync } from "node:fs";
import type { KubernetesObject, ObjectMeta, ResourceName } from "../../kubernetes.ts";
import { settle } from "../api/settle.ts";

/** What is a cluster's own of objects that are otherwise the same everywhere. */
export interface Birth {
  /** A uid but for its last four digits. */
  readonly uid: string;
  /** Version of the first object; each gets the next one. */
  readonly revision: number;
  readonly creationTimestamp: string;
}

/** An object as captured, its parts frozen and shared by all clusters. */
interface Template {
  readonly resource: ResourceName;
  readonly kind: string;
  readonly metadata: Pick<ObjectMeta, "name" | "namespace" | "labels" | "annotations">;
  readonly uidEnd: string;
  /** What there is besides: rules, or a role's reference and its subjects. */
  readonly parts: Readonly<Record<string, unknown>>;
}

const apiVersion = "rbac.authorization.k8s.io/v1";

const captured = JSON.parse(
  readFileSync(new URL("./policy.json", import.meta.url), "utf8"),
) as readonly KubernetesObject[];
const templates: readonly Template[] = captured.map(({ kind, metadata, apiVersion: _, ...parts }, index) => ({
  resource: `${kind.toLowerCase()}s.rbac.authorization.k8s.io`,
  kind,
  metadata: settle(metadata, undefined),
  uidEnd: index.toString(16).padStart(4, "0"),
  parts: settle(parts, undefined),
}));

/** The roles and bindings with which a cluster starts, by resource. */
export function bootstrapPolicy({
  uid,
  revision,
  creationTimestamp,
}: Birth): ReadonlyMap<ResourceName, readonly KubernetesObject[]> {
  const policy = new Map<ResourceName, KubernetesObject[]>();
  let next = revision;
  for (const { resource, kind, metadata, uidEnd, parts } of templates) {
    const { name, namespace, labels, annotations } = metadata;
    const own: Record<string, unknown> = { name };
    if (namespace !== undefined) own["namespace"] = namespace;
    own["uid"] = uid + uidEnd;
    own["resourceVersion"] = String(next++);
    own["creationTimestamp"] = creationTimestamp;
    if (labels !== undefined) own["labels"] = labels;
    if (annotations !== undefined) own["annotations"] = annotations;
    const object = Object.freeze({ apiVersion, kind, metadata: Object.freeze(own), ...parts });
    const list = policy.get(resource);
    if (list === undefined) policy.set(resource, [object as unknown as KubernetesObject]);
    else list.push(object as unknown as KubernetesObject);
  }
  return policy;
}
