import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Resource } from "../resources/resource.ts";
import type { DeleteOptions, WriteOptions } from "../verbs.ts";

/** What admission is asked to decide on. */
export interface Attributes {
  readonly operation: "CREATE" | "UPDATE" | "DELETE";
  /** That of the address. */
  readonly resource: Resource;
  readonly subresource: string | undefined;
  /** Of the objects, where a subresource has another than the resource. */
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  /** Empty for what has none; that of a Namespace is its own name. */
  readonly namespace: string;
  /** As the request names it: empty while a name is still to be generated. */
  readonly name: string;
  readonly object: KubernetesObject | undefined;
  readonly oldObject: KubernetesObject | undefined;
  readonly request: WriteOptions;
}

/** The options of the request as reviews and policies see them; those of a patch are those of an update. */
export function operationOptions({ operation, request }: Attributes): Readonly<Record<string, unknown>> {
  const { fieldManager, fieldValidation, dryRun } = request;
  const { gracePeriodSeconds, preconditions, propagationPolicy } = request as DeleteOptions;
  const particular =
    operation === "DELETE"
      ? { gracePeriodSeconds, preconditions, propagationPolicy }
      : { fieldManager, fieldValidation };
  return {
    kind: kinds[operation],
    apiVersion: "meta.k8s.io/v1",
    ...(dryRun === true ? { dryRun: ["All"] } : {}),
    ...Object.fromEntries(Object.entries(particular).filter(([, value]) => value !== undefined)),
  };
}

const kinds = { CREATE: "CreateOptions", UPDATE: "UpdateOptions", DELETE: "DeleteOptions" } as const;

/** The kind of a resource's own objects. */
export function kindOf({ group, version, kind }: Resource): Attributes["kind"] {
  return { group, version, kind };
}
