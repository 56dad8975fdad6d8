import type { KubernetesObject, ObjectMeta } from "../../../kubernetes.ts";
import type { Resource } from "../resources/resource.ts";
import type { FieldError } from "../status-error.ts";
import { each, required, wrong } from "./field-errors.ts";
import { labelValueProblems, qualifiedNameProblems, subdomainProblems } from "./names.ts";

const annotationsLimit = 256 * 1024;

/** What every object's metadata has to hold. */
export function validateMetadata(resource: Resource, { metadata }: KubernetesObject): FieldError[] {
  const naming =
    metadata.name === ""
      ? [required("metadata.name", "name or generateName is required")]
      : each("metadata.name", metadata.name, resource.nameRule ?? subdomainProblems);
  const base = metadata.generateName ?? "";
  const basing =
    base === ""
      ? []
      : each("metadata.generateName", base, (_) => (resource.nameRule ?? subdomainProblems)(maskDash(base)));
  return [...basing, ...naming, ...validateClientMetadata(metadata, resource.custom !== undefined)];
}

/** A base may end with a dash; like the real server's, this takes the letter before it along. */
const maskDash = (base: string) => (base.endsWith("-") ? `${base.slice(0, -2)}a` : base);

/** What a client may change of the metadata, checked on every write. */
export function validateClientMetadata(metadata: ObjectMeta, isCustom = false): FieldError[] {
  return [
    ...validateLabels(metadata.labels, "metadata.labels"),
    ...validateAnnotations(metadata.annotations),
    ...validateOwners(metadata),
    ...validateFinalizers(metadata.finalizers, isCustom),
  ];
}

export function validateLabels(labels: ObjectMeta["labels"], field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const key in labels) {
    errors.push(...each(field, key, qualifiedNameProblems), ...each(field, labels[key]!, labelValueProblems));
  }
  return errors;
}

function validateAnnotations(annotations: ObjectMeta["annotations"]): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const key in annotations) {
    size += key.length + annotations[key]!.length;
    for (const detail of qualifiedNameProblems(key.toLowerCase()))
      errors.push(wrong("metadata.annotations", key, detail));
  }
  if (size > annotationsLimit)
    errors.push({
      type: "tooLong",
      field: "metadata.annotations",
      detail: `may not be more than ${annotationsLimit} bytes`,
    });
  return errors;
}

function validateOwners({ ownerReferences = [] }: ObjectMeta): FieldError[] {
  const field = "metadata.ownerReferences";
  const errors = ownerReferences.flatMap(({ apiVersion, kind, name, uid }) => [
    ...(apiVersion ? [] : [wrong(`${field}.apiVersion`, "", "version must not be empty")]),
    ...(kind ? [] : [wrong(`${field}.kind`, "", "must not be empty")]),
    ...(name ? [] : [wrong(`${field}.name`, "", "must not be empty")]),
    ...(uid ? [] : [wrong(`${field}.uid`, "", "must not be empty")]),
  ]);
  const [first, second] = ownerReferences.filter(({ controller }) => controller === true);
  if (first !== undefined && second !== undefined)
    errors.push(
      wrong(
        field,
        ownerReferences,
        `Only one reference can have Controller set to true. Found "true" in references for ${first.kind}/${first.name} and ${second.kind}/${second.name}`,
      ),
    );
  return errors;
}

/** Finalizers without a domain that the server knows. */
const plainFinalizers = new Set(["kubernetes", "orphan", "foregroundDeletion"]);

/** Of custom kinds any finalizer is taken, and what looks odd is only warned of. */
function validateFinalizers(finalizers: ObjectMeta["finalizers"] = [], isCustom: boolean): FieldError[] {
  const field = "metadata.finalizers";
  const errors = finalizers.flatMap((finalizer) => each(field, finalizer, qualifiedNameProblems));
  if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion"))
    errors.push(wrong(field, finalizers, "finalizer orphan and foregroundDeletion cannot be both set"));
  if (isCustom) return errors;
  const plain = finalizers.flatMap((finalizer, index) =>
    finalizer.includes("/") || plainFinalizers.has(finalizer)
      ? []
      : [wrong(`${field}[${index}]`, finalizer, "name is neither a standard finalizer name nor is it fully qualified")],
  );
  return [...errors, ...plain];
}
