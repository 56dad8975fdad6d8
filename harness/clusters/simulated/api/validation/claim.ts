import type { KubernetesObject } from "../../../kubernetes.ts";
import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import { compareQuantities } from "../quantity.ts";
import type { FieldError } from "../status-error.ts";
import { each, immutable, oneOf, prohibited, required, wrong } from "./field-errors.ts";
import { subdomainProblems } from "./names.ts";
import { validateLabelSelector } from "./selector.ts";
import { internalClaim, unifiedDiff } from "./spec-diff.ts";

const modes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

export function validateClaim(spec: Mutable): FieldError[] {
  const {
    accessModes = [],
    selector,
    storageClassName = "",
    volumeMode,
  } = spec as { accessModes?: string[] } & Mutable;
  const exclusive = accessModes.includes("ReadWriteOncePod") && new Set(accessModes).size > 1;
  return [
    ...(accessModes.length > 0 ? [] : [required("spec.accessModes", "at least 1 access mode is required")]),
    ...validateLabelSelector(selector, "spec.selector"),
    ...accessModes.flatMap((mode) => oneOf("spec.accessModes", mode, modes)),
    ...(exclusive ? [prohibited("spec.accessModes", "may not use ReadWriteOncePod with other access modes")] : []),
    ...validateStorage(spec["resources"]?.requests?.storage),
    ...(storageClassName === "" ? [] : each("spec.storageClassName", storageClassName, subdomainProblems)),
    ...oneOf("spec.volumeMode", volumeMode, ["Block", "Filesystem"]),
  ];
}

function validateStorage(storage: string | undefined): FieldError[] {
  if (storage === undefined) return [required("spec.resources[storage]")];
  return compareQuantities(storage, 0) > 0
    ? []
    : [wrong("spec.resources[storage]", storage, "must be greater than zero")];
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
