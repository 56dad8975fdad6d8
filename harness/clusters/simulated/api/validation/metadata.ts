import type { KubernetesObject, ObjectMeta } from "../../../kubernetes.ts";
import type { Resource } from "../resources/resource.ts";
import type { FieldError } from "../status-error.ts";
import { labelValueProblems, qualifiedNameProblems, subdomainProblems } from "./names.ts";

const annotationsLimit = 256 * 1024;

/** What every object's metadata has to hold. */
export function validateMetadata(resource: Resource, { metadata }: KubernetesObject): FieldError[] {
  const errors: FieldError[] = [];
  if (metadata.name === "")
    errors.push({ type: "required", field: "metadata.name", detail: "name or generateName is required" });
  else
    for (const detail of (resource.nameRule ?? subdomainProblems)(metadata.name))
      errors.push({ type: "invalid", field: "metadata.name", value: metadata.name, detail });
  return [...errors, ...validateClientMetadata(metadata)];
}

/** What a client may change of the metadata, checked on every write. */
export function validateClientMetadata(metadata: ObjectMeta): FieldError[] {
  return [
    ...validateLabels(metadata.labels, "metadata.labels"),
    ...validateAnnotations(metadata.annotations),
    ...validateOwners(metadata),
    ...validateFinalizers(metadata.finalizers),
  ];
}

export function validateLabels(labels: ObjectMeta["labels"], field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const key in labels) {
    for (const detail of qualifiedNameProblems(key)) errors.push({ type: "invalid", field, value: key, detail });
    const value = labels[key]!;
    for (const detail of labelValueProblems(value)) errors.push({ type: "invalid", field, value, detail });
  }
  return errors;
}

function validateAnnotations(annotations: ObjectMeta["annotations"]): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const key in annotations) {
    size += key.length + annotations[key]!.length;
    for (const detail of qualifiedNameProblems(key.toLowerCase()))
      errors.push({ type: "invalid", field: "metadata.annotations", value: key, detail });
  }
  if (size > annotationsLimit)
    errors.push({ type: "tooLong", field: "metadata.annotations", detail: `may not be more than ${annotationsLimit} bytes` });
  return errors;
}

function validateOwners({ ownerReferences = [] }: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  const field = "metadata.ownerReferences";
  const controllers = ownerReferences.filter(({ controller }) => controller === true);
  ownerReferences.forEach(({ apiVersion, kind, name, uid }, index) => {
    const at = `${field}[${index}]`;
    if (!apiVersion) errors.push({ type: "invalid", field: `${at}.apiVersion`, value: apiVersion, detail: "version must not be empty" });
    if (!kind) errors.push({ type: "invalid", field: `${at}.kind`, value: kind, detail: "kind must not be empty" });
    if (!name) errors.push({ type: "invalid", field: `${at}.name`, value: name, detail: "name must not be empty" });
    if (!uid) errors.push({ type: "invalid", field: `${at}.uid`, value: uid, detail: "uid must not be empty" });
  });
  if (controllers.length > 1)
    errors.push({
      type: "invalid",
      field,
      value: ownerReferences,
      detail: `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0]!.name} and ${controllers[1]!.name}`,
    });
  return errors;
}

/** Finalizers without a domain that the server knows. */
const plainFinalizers = new Set(["kubernetes", "orphan", "foregroundDeletion"]);

function validateFinalizers(finalizers: ObjectMeta["finalizers"] = []): FieldError[] {
  const errors: FieldError[] = [];
  for (const finalizer of finalizers) {
    const field = "metadata.finalizers";
    for (const detail of qualifiedNameProblems(finalizer)) errors.push({ type: "invalid", field, value: finalizer, detail });
    if (!finalizer.includes("/") && !plainFinalizers.has(finalizer))
      errors.push({
        type: "invalid",
        field,
        value: finalizer,
        detail: "name is neither a standard finalizer name nor is it fully qualified",
      });
  }
  if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion"))
    errors.push({
      type: "invalid",
      field: "metadata.finalizers",
      value: finalizers,
      detail: "finalizer orphan and foregroundDeletion cannot be both set",
    });
  return errors;
}
