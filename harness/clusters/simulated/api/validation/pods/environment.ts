import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { each, required, wrong } from "../field-errors.ts";
import { subdomainProblems } from "../names.ts";
import { environmentFields, validateFieldReference, validateResourceReference } from "./references.ts";

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
  const { fieldRef, resourceFieldRef } = source;
  if (fieldRef !== undefined) errors.push(...validateFieldReference(fieldRef, environmentFields, `${field}.fieldRef`));
  if (resourceFieldRef !== undefined)
    errors.push(...validateResourceReference(resourceFieldRef, `${field}.resourceFieldRef`, false));
  for (const kind of ["configMapKeyRef", "secretKeyRef"])
    if (source[kind] !== undefined) errors.push(...validateKeyReference(source[kind], `${field}.${kind}`));
  if (value !== "") errors.push(wrong(field, "", "may not be specified when `value` is not empty"));
  else if (kinds.length > 1) errors.push(wrong(field, "", "may not have more than one field specified at a time"));
  return errors;
}

function validateKeyReference({ name = "", key = "" }: Mutable, field: string): FieldError[] {
  return [
    ...each(`${field}.name`, name, subdomainProblems),
    ...(key === "" ? [required(`${field}.key`)] : each(`${field}.key`, key, keyProblems)),
  ];
}

function keyProblems(key: string): string[] {
  return /^[-._a-zA-Z0-9]+$/.test(key)
    ? []
    : [
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      ];
}

export function validateEnvironmentSources(sources: readonly Mutable[] = [], field: string): FieldError[] {
  return sources.flatMap((source, index) => {
    const { prefix = "" } = source;
    const kinds = ["configMapRef", "secretRef"].filter((name) => source[name] !== undefined);
    const errors: FieldError[] = prefix === "" ? [] : each(`${field}[${index}].prefix`, prefix, nameProblems);
    for (const kind of kinds) {
      const { name = "" } = source[kind];
      const at = `${field}[${index}].${kind}.name`;
      errors.push(...(name === "" ? [required(at)] : each(at, name, (text) => subdomainProblems(maskDash(text)))));
    }
    if (kinds.length === 0) errors.push(wrong(field, "", "must specify one of: `configMapRef` or `secretRef`"));
    if (kinds.length > 1) errors.push(wrong(field, "", "may not have more than one field specified at a time"));
    return errors;
  });
}

/** These names are checked as beginnings of names: a dash at the end is fine. */
const maskDash = (name: string) => (name.length > 1 && name.endsWith("-") ? `${name.slice(0, -2)}a` : name);
