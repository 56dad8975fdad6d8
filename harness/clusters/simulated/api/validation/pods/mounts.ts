import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { oneOf, prohibited, required, wrong } from "../field-errors.ts";
import { descending, withoutBacksteps } from "./paths.ts";

const missing = (field: string, value: string): FieldError => ({ type: "notFound", field, value, detail: "" });

/** Where a container has its volumes. What is wrong with paths inside them the server says of all its mounts. */
export function validateMounts(container: Mutable, field: string, volumes: ReadonlyMap<string, Mutable>): FieldError[] {
  const paths = new Set<string>();
  const devices: readonly Mutable[] = container["volumeDevices"] ?? [];
  const privileged = container["securityContext"]?.privileged === true;
  return ((container["volumeMounts"] ?? []) as readonly Mutable[]).flatMap((mount, index) => {
    const { name = "", mountPath = "", subPath = "", subPathExpr = "" } = mount;
    const at = `${field}[${index}]`;
    const errors: FieldError[] = name === "" ? [required(`${at}.name`)] : [];
    if (!volumes.has(name)) errors.push(missing(`${at}.name`, name));
    if (mountPath === "") errors.push(required(`${at}.mountPath`));
    if (paths.has(mountPath)) errors.push(wrong(`${at}.mountPath`, mountPath, "must be unique"));
    paths.add(mountPath);
    if (devices.some((device) => device["name"] === name))
      errors.push(wrong(`${at}.name`, name, "must not already exist in volumeDevices"));
    if (devices.some(({ devicePath }) => devicePath === mountPath))
      errors.push(wrong(`${at}.mountPath`, mountPath, "must not already exist as a path in volumeDevices"));
    if (subPath !== "") errors.push(...descending(`${field}.subPath`, subPath));
    if (subPathExpr !== "" && subPath !== "")
      errors.push(wrong(`${at}.subPathExpr`, subPathExpr, "subPathExpr and subPath are mutually exclusive"));
    if (subPathExpr !== "") errors.push(...descending(`${field}.subPathExpr`, subPathExpr));
    return [
      ...errors,
      ...validatePropagation(mount["mountPropagation"], `${field}.mountPropagation`, privileged),
      ...validateRecursion(mount, `${field}.recursiveReadOnly`),
    ];
  });
}

function validatePropagation(propagation: string | undefined, field: string, privileged: boolean): FieldError[] {
  if (propagation === undefined) return [];
  if (propagation === "Bidirectional" && !privileged)
    return [prohibited(field, "Bidirectional mount propagation is available only to privileged containers")];
  return oneOf(field, propagation, ["Bidirectional", "HostToContainer", "None"]);
}

function validateRecursion({ recursiveReadOnly, readOnly, mountPropagation = "None" }: Mutable, field: string) {
  if (recursiveReadOnly === undefined || recursiveReadOnly === "Disabled") return [];
  if (recursiveReadOnly !== "Enabled" && recursiveReadOnly !== "IfPossible")
    return oneOf(field, recursiveReadOnly, ["Disabled", "Enabled", "IfPossible"]);
  return [
    ...(readOnly === true ? [] : [prohibited(field, "may only be specified when readOnly is true")]),
    ...(mountPropagation === "None"
      ? []
      : [prohibited(field, "may only be specified when mountPropagation is None or not specified")]),
  ];
}

/** Where a container has volumes as raw devices. */
export function validateDevices(
  container: Mutable,
  field: string,
  volumes: ReadonlyMap<string, Mutable>,
): FieldError[] {
  const names = new Set<string>();
  const paths = new Set<string>();
  const mounts: readonly Mutable[] = container["volumeMounts"] ?? [];
  return ((container["volumeDevices"] ?? []) as readonly Mutable[]).flatMap(({ name = "", devicePath = "" }, index) => {
    const at = `${field}[${index}]`;
    const volume = volumes.get(name);
    const errors: FieldError[] = name === "" ? [required(`${at}.name`)] : [];
    if (names.has(name)) errors.push(wrong(`${at}.name`, name, "must be unique"));
    if (volume === undefined) errors.push(missing(`${at}.name`, name));
    else if (volume["persistentVolumeClaim"] === undefined && volume["ephemeral"] === undefined)
      errors.push(
        wrong(
          `${at}.name`,
          name,
          "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode",
        ),
      );
    if (devicePath === "") errors.push(required(`${at}.devicePath`));
    if (paths.has(devicePath)) errors.push(wrong(`${at}.devicePath`, devicePath, "must be unique"));
    if (withoutBacksteps("", devicePath).length > 0)
      errors.push(wrong(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')"));
    else paths.add(devicePath);
    if (mounts.some((mount) => mount["name"] === name))
      errors.push(wrong(`${at}.name`, name, "must not already exist in volumeMounts"));
    if (mounts.some(({ mountPath }) => mountPath === devicePath))
      errors.push(wrong(`${at}.devicePath`, devicePath, "must not already exist as a path in volumeMounts"));
    if (name !== "") names.add(name);
    return errors;
  });
}
