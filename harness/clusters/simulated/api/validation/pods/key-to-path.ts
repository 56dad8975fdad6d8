import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { required } from "../field-errors.ts";
import { fileMode, unreserved } from "./paths.ts";

/** A key of a Secret or a ConfigMap, and the file that it becomes. */
export function validateKeyToPath({ key = "", path = "", mode }: Mutable, field: string): FieldError[] {
  return [
    ...(key === "" ? [required(`${field}.key`)] : []),
    ...(path === "" ? [required(`${field}.path`)] : []),
    ...unreserved(`${field}.path`, path),
    ...fileMode(`${field}.mode`, mode),
  ];
}
