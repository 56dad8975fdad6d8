import { readFileSync } from "node:fs";
import type { KubernetesObject, ResourceName } from "../../kubernetes.ts";
import { settle } from "../api/settle.ts";

interface Policy {
  readonly resource: ResourceName;
  readonly object: KubernetesObject;
}

/** What is a cluster's own of an object that is otherwise the same everywhere. */
export interface Birth {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly creationTimestamp: string;
}

/** Frozen, and shared by all clusters. */
const policies: readonly Policy[] = settle(
  (JSON.parse(readFileSync(new URL("./policy.json", import.meta.url), "utf8")) as readonly KubernetesObject[]).map(
    ({ kind, ...rest }) => ({
      resource: `${kind.toLowerCase()}s.rbac.authorization.k8s.io`,
      object: { ...rest, kind, apiVersion: "rbac.authorization.k8s.io/v1" },
    }),
  ),
  undefined,
) as readonly Policy[];

/** The roles and bindings of a cluster that has just started, one by one; each gets its uid and version when it is taken. */
export function* bootstrapPolicy(
  birth: (index: number) => Birth,
): Generator<readonly [ResourceName, KubernetesObject]> {
  for (const [index, { resource, object }] of policies.entries()) {
    const { apiVersion, kind, metadata, ...rest } = object;
    const { name, namespace, labels, annotations } = metadata;
    const own = {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...birth(index),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    };
    yield [resource, Object.freeze({ apiVersion, kind, metadata: Object.freeze(own), ...rest })];
  }
}
