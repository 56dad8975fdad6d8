import type { FieldError } from "../../status-error.ts";
import { wrong } from "../field-errors.ts";

/** A path that does not lead upwards. */
export function withoutBacksteps(field: string, path: string): FieldError[] {
  return path.split("/").includes("..") ? [wrong(field, path, "must not contain '..'")] : [];
}

/** A relative path that stays below where it starts. */
export function descending(field: string, path: string): FieldError[] {
  const relative = path.startsWith("/") ? [wrong(field, path, "must be a relative path")] : [];
  return [...relative, ...withoutBacksteps(field, path)];
}

/** A path at which a volume may put a file: those that begin with two dots are the kubelet's own. */
export function unreserved(field: string, path: string): FieldError[] {
  const reserved = path.startsWith("..") && !path.startsWith("../");
  return [...descending(field, path), ...(reserved ? [wrong(field, path, "must not start with '..'")] : [])];
}

/** Permissions of a file. */
export function fileMode(field: string, mode: number | undefined): FieldError[] {
  return mode === undefined || (mode >= 0 && mode <= 0o777)
    ? []
    : [wrong(field, mode, "must be a number between 0 and 0777 (octal), both inclusive")];
}
