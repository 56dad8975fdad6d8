import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { each, required, wrong } from "./field-errors.ts";
import { subdomainProblems } from "./names.ts";

/** Fields of its pod that a container may be told. */
const podFields =
  /^(metadata\.(name|namespace|uid|labels\['.+'\]|annotations\['.+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIP|hostIPs|podIP|podIPs))$/;

export function validateEnvironment(env: readonly Mutable[] = [], field: string): FieldError[] {
  return env.flatMap((variable, index) => {
    const at = `${field}[${index}]`;
    const { name, value = "", valueFrom } = variable;
    const naming = name === "" ? [required(`${at}.name`)] : each(`${at}.name`, name, nameProblems);
    return valueFrom === undefined ? naming : [...naming, ...validateSource(valueFrom, value, `${at}.valueFrom`)];
  });
}

function nameProblems(name: string): string[] {
  return /^[ -<>-~]+$/.test(name)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

function validateSource(source: Mutable, value: string, field: string): FieldError[] {
  const kinds = Object.keys(source);
  if (kinds.length === 0)
    return [
      wrong(field, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"),
    ];
  const errors: FieldError[] = [];
  const path: string | undefined = source["fieldRef"]?.fieldPath;
  if (path !== undefined && !podFields.test(path))
    errors.push(
      wrong(`${field}.fieldRef.fieldPath`, path, `error converting fieldPath: field label not supported: ${path}`),
    );
  for (const kind of ["configMapKeyRef", "secretKeyRef"]) {
    const reference = source[kind];
    if (reference === undefined) continue;
    errors.push(...each(`${field}.${kind}.name`, reference.name ?? "", subdomainProblems));
    if ((reference.key ?? "") === "") errors.push(required(`${field}.${kind}.key`));
  }
  if (kinds.length > 1) errors.push(wrong(field, "", "may not have more than one field specified at a time"));
  if (value !== "") errors.push(wrong(field, "", "may not be specified when `value` is not empty"));
  return errors;
}

export function validateEnvironmentSources(sources: readonly Mutable[] = [], field: string): FieldError[] {
  return sources.flatMap((source, index) => {
    const kind = ["configMapRef", "secretRef"].find((name) => source[name] !== undefined);
    if (kind === undefined) return [wrong(field, "", "must specify one of: `configMapRef` or `secretRef`")];
    return (source[kind].name ?? "") === "" ? [required(`${field}[${index}].${kind}.name`)] : [];
  });
}
