import type { KubernetesObject } from "../../../kubernetes.ts";
import { decodeOr } from "../body.ts";
import type { Mutable } from "../decode.ts";
import { jsonPatch } from "../patches/json-patch.ts";
import { StatusError } from "../status-error.ts";
import type { Attributes } from "./attributes.ts";

const clientFields = ["labels", "annotations", "ownerReferences", "finalizers"];

/** An object after a webhook's JSON patch; of the metadata only what clients may set follows it. @throws StatusError 500 */
export function patched({ object, resource }: Attributes, standing: Mutable, operations: readonly unknown[]): Mutable {
  const document = apply(object!, operations);
  const { object: decoded } = decodeOr(resource, document, undefined, internalError);
  const metadata: Mutable = { ...standing["metadata"] };
  for (const field of clientFields) delete metadata[field];
  for (const field of clientFields)
    if (decoded["metadata"]?.[field] !== undefined) metadata[field] = decoded["metadata"][field];
  decoded["metadata"] = metadata;
  resource.setDefaults?.(decoded);
  return decoded;
}

function apply(object: KubernetesObject, operations: readonly unknown[]): KubernetesObject {
  let document = structuredClone(object);
  for (const operation of operations)
    try {
      document = jsonPatch(document, [operation]) as KubernetesObject;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const { op, path } = (operation ?? {}) as { readonly op?: string; readonly path?: string };
      throw internalError(`${op} operation does not apply: doc is missing path: ${path}: missing value`);
    }
  return document;
}

function internalError(why: string): StatusError {
  return new StatusError(500, "InternalError", `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}
