import type { KubernetesObject } from "../../kubernetes.ts";
import { kubernetesSchema } from "../schema/schema.ts";
import type { ManagedFieldsEntry } from "./apply/managed-fields.ts";
import { setManagers } from "./apply/managers.ts";
import { withValueAt } from "./custom/json-path.ts";
import { trackScale } from "./apply/scale-fields.ts";
import { decodeBody, managerOf } from "./body.ts";
import type { Mutable } from "./decode.ts";
import { checkPreconditions } from "./metadata.ts";
import { applyPatch, decodePatched, type Patch } from "./patching.ts";
import { getObject } from "./reads.ts";
import type { Resource } from "./resources/resource.ts";
import { scaleOf } from "./scale.ts";
import type { Server } from "./server.ts";
import { invalid } from "./status-error.ts";
import { mergeUpdate, storeUpdate } from "./updating.ts";
import type { WriteOptions } from "./verbs.ts";

const scaleResource = {
  group: "autoscaling",
  version: "v1",
  kind: "Scale",
  type: kubernetesSchema.kind("autoscaling/v1", "Scale")!,
} as const;

/** Sets the replicas of a workload through its `/scale`; the answer is the new Scale. @throws StatusError */
export function updateScale(
  server: Server,
  resource: Resource,
  namespace: string | undefined,
  name: string,
  body: KubernetesObject,
  options: WriteOptions,
): KubernetesObject {
  const old = getObject(server, resource, namespace, name);
  checkPreconditions({ group: resource.group, resource: resource.plural, name }, body.metadata, old.metadata);
  return setReplicas(server, resource, old, decodeBody(scaleResource, body, undefined, options), options);
}

/** As `updateScale`, for a patch of the Scale. @throws StatusError */
export function patchScale(
  server: Server,
  resource: Resource,
  namespace: string | undefined,
  name: string,
  patch: Patch,
  options: WriteOptions,
): KubernetesObject {
  const old = getObject(server, resource, namespace, name);
  const patched = applyPatch(scaleResource, scaleOf(old, resource.custom?.scale), patch);
  checkPreconditions({ group: resource.group, resource: resource.plural, name }, patched.metadata, old.metadata);
  return setReplicas(server, resource, old, decodePatched(scaleResource, patched, undefined, patch, options), options);
}

function setReplicas(
  server: Server,
  resource: Resource,
  old: KubernetesObject,
  scale: Mutable,
  options: WriteOptions,
): KubernetesObject {
  const { name } = old.metadata;
  const paths = resource.custom?.scale;
  const replicas: number = scale["spec"]?.replicas ?? 0;
  // Of custom kinds the object itself is refused.
  if (replicas < 0 && resource.custom === undefined)
    throw invalid({ group: "autoscaling", resource: "Scale", name }, [
      { type: "invalid", field: "spec.replicas", value: replicas, detail: "must be greater than or equal to 0" },
    ]);
  const entries = trackScale(
    (old.metadata.managedFields ?? []) as unknown as readonly ManagedFieldsEntry[],
    managerOf(resource, options),
    { before: Number(scaleOf(old, paths)["spec"].replicas ?? 0), after: replicas },
    paths?.spec,
  );
  const main = { ...options, subresource: undefined };
  const next = mergeUpdate(resource, old, withValueAt(old, paths?.spec ?? ["spec", "replicas"], replicas), undefined);
  setManagers(next["metadata"], entries);
  const { group, version, kind } = scaleResource;
  const oldObject = scaleOf(old, paths);
  return scaleOf(
    storeUpdate(server, resource, old, next, main, (object) => ({
      operation: "UPDATE",
      resource,
      subresource: "scale",
      kind: { group, version, kind },
      namespace: old.metadata.namespace ?? "",
      name,
      object: scaleOf({ ...object, metadata: old.metadata }, paths),
      oldObject,
      request: options,
    })),
    paths,
  );
}
