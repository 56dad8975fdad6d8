import type { KubernetesObject } from "../../../kubernetes.ts";
import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import { compareQuantities } from "../quantity.ts";
import type { FieldError } from "../status-error.ts";
import { each, immutable, oneOf, prohibited, required, wrong } from "./field-errors.ts";
import { labelProblems, subdomainProblems } from "./names.ts";
import { validateLabelSelector } from "./selector.ts";
import { internalClaim, unifiedDiff } from "./spec-diff.ts";

const modes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

/** What a claim asks for. @param field where it stands: volumes of pods have claims in them */
export function validateClaim(spec: Mutable, field = "spec"): FieldError[] {
  const {
    accessModes = [],
    selector,
    storageClassName = "",
    volumeMode,
    volumeAttributesClassName = "",
  } = spec as { accessModes?: string[] } & Mutable;
  return [
    ...(accessModes.length > 0 ? [] : [required(`${field}.accessModes`, "at least 1 access mode is required")]),
    ...validateLabelSelector(selector, `${field}.selector`),
    ...validateAccessModes(accessModes, `${field}.accessModes`),
    ...validateStorage(spec["resources"]?.requests?.storage, `${field}.resources[storage]`),
    ...(storageClassName === "" ? [] : each(`${field}.storageClassName`, storageClassName, subdomainProblems)),
    ...(volumeMode === undefined ? [] : oneOf(`${field}.volumeMode`, volumeMode, ["Block", "Filesystem"])),
    ...validateDataSources(spec, field),
    ...(volumeAttributesClassName === ""
      ? []
      : each(`${field}.volumeAttributesClassName`, volumeAttributesClassName, subdomainProblems)),
  ];
}

/** How a volume may be used; one of the modes stands alone. */
export function validateAccessModes(accessModes: readonly string[], field: string): FieldError[] {
  const others = accessModes.some((mode) => mode !== "ReadWriteOncePod" && modes.includes(mode));
  return [
    ...accessModes.flatMap((mode) => oneOf(field, mode, modes)),
    ...(accessModes.includes("ReadWriteOncePod") && others
      ? [prohibited(field, "may not use ReadWriteOncePod with other access modes")]
      : []),
  ];
}

function validateStorage(storage: string | undefined, field: string): FieldError[] {
  if (storage === undefined) return [required(field)];
  return compareQuantities(storage, 0) > 0 ? [] : [wrong(field, storage, "must be greater than zero")];
}

function validateDataSources({ dataSource, dataSourceRef }: Mutable, field: string): FieldError[] {
  const namespace: string = dataSourceRef?.namespace ?? "";
  const errors = [
    ...validateDataSource(dataSource, `${field}.dataSource`),
    ...validateDataSource(dataSourceRef, `${field}.dataSourceRef`),
    ...(namespace === "" ? [] : each(`${field}.dataSourceRef.namespace`, namespace, labelProblems)),
  ];
  if (dataSource === undefined || dataSourceRef === undefined) return errors;
  const { apiGroup, kind, name }: Mutable = dataSource;
  const isSame = dataSourceRef.apiGroup === apiGroup && dataSourceRef.kind === kind && dataSourceRef.name === name;
  // The value that the server quotes is a path, of which JSON shows nothing.
  if (namespace !== "") errors.push(wrong(field, {}, "may not be specified when dataSourceRef.namespace is specified"));
  else if (!isSame) errors.push(wrong(field, {}, "must match dataSourceRef"));
  return errors;
}

function validateDataSource(source: Mutable | undefined, field: string): FieldError[] {
  if (source === undefined) return [];
  const { name = "", kind = "" } = source;
  const group: string = source["apiGroup"] ?? "";
  const errors = name === "" ? [required(`${field}.name`)] : [];
  if (kind === "") errors.push(required(`${field}.kind`));
  if (group === "" && kind !== "PersistentVolumeClaim")
    errors.push(wrong(field, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  return group === "" ? errors : [...errors, ...each(`${field}.apiGroup`, group, subdomainProblems)];
}

/** A claim stays as it was made, but for the volume that it gets and, once it has one, its size. */
export function validateClaimUpdate(next: KubernetesObject, old: KubernetesObject): FieldError[] {
  const before = fixed(old["spec"], old["spec"], false);
  const isBound = next["status"]?.phase === "Bound";
  const after = fixed(next["spec"], old["spec"], isBound);
  const errors: FieldError[] = [];
  if (!equal(before, after)) {
    const dump = unifiedDiff(internalClaim(before), internalClaim(after));
    errors.push(
      prohibited(
        "spec",
        `spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n${dump}`,
      ),
    );
  }
  const [size, sizeBefore] = [sizeOf(next["spec"]), sizeOf(old["spec"])];
  const held: string = old["status"]?.capacity?.storage ?? "0";
  if (compareQuantities(size, sizeBefore) < 0 && compareQuantities(size, held) <= 0)
    errors.push(prohibited("spec.resources.requests.storage", "field can not be less than status.capacity"));
  return [...errors, ...immutable("volumeMode", next["spec"].volumeMode, old["spec"].volumeMode)];
}

const sizeOf = (spec: Mutable): string => spec["resources"]?.requests?.storage ?? "0";

/** What may not change, with what may taken from the old claim. */
function fixed(spec: Mutable, old: Mutable, isBound: boolean): Mutable {
  const { volumeName, volumeAttributesClassName: _, ...rest } = spec;
  const requests = spec["resources"]?.requests;
  return {
    ...rest,
    ...((old["volumeName"] ?? "") === "" || volumeName === undefined ? {} : { volumeName }),
    ...(isBound && requests !== undefined
      ? { resources: { ...spec["resources"], requests: { ...requests, storage: sizeOf(old) } } }
      : {}),
    volumeAttributesClassName: old["volumeAttributesClassName"],
  };
}
