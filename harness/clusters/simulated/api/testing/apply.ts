import type { KubernetesObject } from "../../../kubernetes.ts";
import type { ManagedFieldsEntry } from "../apply/managed-fields.ts";
import type { ApiServer, WriteOptions } from "../verbs.ts";
import { kubectl } from "./api.ts";

const caller = kubectl;
export const deployments = "deployments.apps";

/** Applies a Deployment or a ConfigMap server-side. */
export function applyAs(
  api: ApiServer,
  fieldManager: string,
  body: KubernetesObject,
  options: Partial<WriteOptions> = {},
) {
  const resource = body.kind === "ConfigMap" ? "configmaps" : deployments;
  return api.patch(
    resource,
    "default",
    body.metadata.name,
    { type: "apply", body },
    { caller, fieldManager, ...options },
  );
}

/** The fields of every manager, under `name operation subresource`. */
export function managers({ metadata }: KubernetesObject): Record<string, unknown> {
  const entries = (metadata.managedFields ?? []) as unknown as readonly ManagedFieldsEntry[];
  return Object.fromEntries(
    entries.map(({ manager, operation, subresource, fieldsV1 }) => [
      [manager, operation, subresource].filter((part) => part !== undefined).join(" "),
      fieldsV1,
    ]),
  );
}
