import type { FieldError } from "../status-error.ts";

export function required(field: string, detail = ""): FieldError {
  return { type: "required", field, detail };
}

export function wrong(field: string, value: unknown, detail: string): FieldError {
  return { type: "invalid", field, value, detail };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { type: "duplicate", field, value, detail: "" };
}

export function prohibited(field: string, detail: string): FieldError {
  return { type: "forbidden", field, detail };
}

/** One finding when a value is not one of those allowed, which are listed as they come. */
export function oneOf(field: string, value: unknown, allowed: readonly string[]): FieldError[] {
  if (allowed.includes(value as string)) return [];
  const detail = `supported values: ${allowed.map((name) => JSON.stringify(name)).join(", ")}`;
  return [{ type: "unsupported", field, value: value ?? "", detail }];
}

/** One finding for every problem that a rule sees in a value. */
export function each(field: string, value: string, rule: (value: string) => readonly string[]): FieldError[] {
  return rule(value).map((detail) => wrong(field, value, detail));
}

export function notNegative(field: string, value: unknown): FieldError[] {
  return typeof value === "number" && value < 0 ? [wrong(field, value, "must be greater than or equal to 0")] : [];
}

export function portNumber(field: string, value: number): FieldError[] {
  return value >= 1 && value <= 65535 ? [] : [wrong(field, value, "must be between 1 and 65535, inclusive")];
}

/** A port by number or by name. */
export function portOrName(field: string, value: number | string = 0): FieldError[] {
  return typeof value === "number" ? portNumber(field, value) : each(field, value, portNameProblems);
}

/** What is wrong with the name of a port, an IANA service name. */
export function portNameProblems(name: string): string[] {
  const problems: string[] = [];
  if (name.length > 15) problems.push("must be no more than 15 characters");
  if (!/^[-a-z0-9]+$/.test(name))
    problems.push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
  if (!/[a-z]/.test(name)) problems.push("must contain at least one letter (a-z)");
  if (name.includes("--")) problems.push("must not contain consecutive hyphens");
  if (name.startsWith("-") || name.endsWith("-")) problems.push("must not begin or end with a hyphen");
  return problems;
}

/** A number or a percentage that is not negative. */
export function countOrPercent(field: string, value: unknown): FieldError[] {
  if (typeof value === "number") return notNegative(field, value);
  if (typeof value === "string" && !/^[0-9]+%$/.test(value))
    return [
      wrong(
        field,
        value,
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ),
    ];
  return [];
}

/** A percentage that is one of something. */
export function notOverHundred(field: string, value: unknown): FieldError[] {
  return typeof value === "string" && /^[0-9]+%$/.test(value) && Number.parseInt(value, 10) > 100
    ? [wrong(field, value, "must not be greater than 100%")]
    : [];
}

/** A change of what is fixed at creation. */
export function immutable(field: string, next: unknown, old: unknown): FieldError[] {
  return next === old ? [] : [wrong(field, next ?? null, "field is immutable")];
}
