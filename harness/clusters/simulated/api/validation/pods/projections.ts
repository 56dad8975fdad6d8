import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { prohibited, required, wrong } from "../field-errors.ts";
import { fileMode, unreserved } from "./paths.ts";
import { fileFields, validateFieldReference, validateResourceReference } from "./references.ts";
import { validateKeyToPath } from "./key-to-path.ts";

const shortest = 10 * 60;
const longest = 2 ** 32;

/** Several sources in one volume; each may put its files where no other does. */
export function validateProjections(projected: Mutable, field: string): FieldError[] {
  const taken = new Set<string>();
  const claim = (path: string, whose: string): FieldError[] => {
    if (path === "") return [];
    if (taken.has(path)) return [wrong(field, whose, "conflicting duplicate paths")];
    taken.add(path);
    return [];
  };
  return [
    ...fileMode(`${field}.defaultMode`, projected["defaultMode"]),
    ...((projected["sources"] ?? []) as readonly Mutable[]).flatMap((source, index) =>
      validateProjection(source, field, `${field}.sources[${index}]`, claim),
    ),
  ];
}

function validateProjection(
  source: Mutable,
  field: string,
  at: string,
  claim: (path: string, whose: string) => FieldError[],
): FieldError[] {
  const errors: FieldError[] = [];
  for (const kind of ["secret", "configMap"]) {
    if (source[kind] === undefined) continue;
    const { name = "", items = [] } = source[kind];
    if (name === "") errors.push(required(`${at}.${kind}.name`));
    for (const [index, item] of (items as Mutable[]).entries())
      errors.push(...validateKeyToPath(item, `${at}.${kind}.items[${index}]`), ...claim(item["path"] ?? "", name));
  }
  for (const item of (source["downwardAPI"]?.items ?? []) as Mutable[])
    errors.push(...validateDownwardFile(item, `${at}.downwardAPI`), ...claim(item["path"] ?? "", item["path"]));
  if (source["serviceAccountToken"] !== undefined)
    errors.push(...validateToken(source["serviceAccountToken"], field, `${at}.serviceAccountToken`));
  const kinds = ["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate"];
  if (kinds.filter((kind) => source[kind] !== undefined).length > 1)
    errors.push(prohibited(at, "may not specify more than 1 volume type per source"));
  return errors;
}

/** What is wrong with a token's path is said of the whole projection. */
function validateToken({ expirationSeconds: seconds, path = "" }: Mutable, field: string, at: string): FieldError[] {
  const errors: FieldError[] = [];
  const expiration = `${at}.expirationSeconds`;
  if (seconds < shortest) errors.push(wrong(expiration, seconds, "may not specify a duration less than 10 minutes"));
  if (seconds > longest) errors.push(wrong(expiration, seconds, "may not specify a duration larger than 2^32 seconds"));
  return [...errors, ...(path === "" ? [required(`${field}.path`)] : unreserved(`${field}.path`, path))];
}

/** A file that holds something of the pod. */
export function validateDownwardFile(file: Mutable, field: string): FieldError[] {
  const { path = "", fieldRef, resourceFieldRef, mode } = file;
  const errors = path === "" ? [required(`${field}.path`)] : [];
  errors.push(...unreserved(`${field}.path`, path));
  if (fieldRef !== undefined) {
    errors.push(...validateFieldReference(fieldRef, fileFields, `${field}.fieldRef`));
    if (resourceFieldRef !== undefined)
      errors.push(wrong(field, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously"));
  } else if (resourceFieldRef !== undefined)
    errors.push(...validateResourceReference(resourceFieldRef, `${field}.resourceFieldRef`, true));
  else errors.push(required(field, "one of fieldRef and resourceFieldRef is required"));
  return [...errors, ...fileMode(`${field}.mode`, mode)];
}
