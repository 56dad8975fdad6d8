import type { FieldError } from "../status-error.ts";
import { prohibited, required, wrong } from "../validation/field-errors.ts";
import type { StructuralSchema } from "./definition.ts";
import { deepEqual, validateSchema } from "./schema-validation.ts";
import { prune } from "./pruning.ts";

type Level = "root" | "item" | "field";

const nowhere: Readonly<Record<Level, string>> = {
  root: "must not be empty at the root",
  item: "must not be empty for specified array items",
  field: "must not be empty for specified object fields",
};

/** Whether a schema says of every field what it is, so that unknown ones can be told; findings as the real server sorts them. */
export function validateStructural(schema: StructuralSchema, path: string): FieldError[] {
  const errors = [...invariants(schema, "root", path), ...completeness(schema, path)];
  if (errors.length > 0) return errors.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  return defaults(schema, path);
}

function textOf({ field, type, detail }: FieldError): string {
  return `${field}: ${{ required: "Required value", forbidden: "Forbidden" }[type as string] ?? "Invalid value"}: ${detail}`;
}

function invariants(schema: StructuralSchema, level: Level, path: string): FieldError[] {
  const { type = "", items, properties = {}, additionalProperties } = schema;
  const embedded = schema["x-kubernetes-embedded-resource"] === true;
  const intOrString = schema["x-kubernetes-int-or-string"] === true;
  const keepsUnknown = schema["x-kubernetes-preserve-unknown-fields"] === true;
  const errors: FieldError[] = [];
  if (type === "array" && items === undefined) errors.push(required(`${path}.items`, "must be specified"));
  if (items !== undefined) errors.push(...invariants(items, "item", `${path}.items`));
  for (const key in properties) errors.push(...invariants(properties[key]!, "field", `${path}.properties[${key}]`));
  if (additionalProperties !== undefined) {
    const field = `${path}.additionalProperties`;
    if (level === "root") errors.push(prohibited(field, "must not be used at the root"));
    if (typeof additionalProperties === "object") errors.push(...invariants(additionalProperties, "field", field));
  }
  if (intOrString && keepsUnknown)
    errors.push(
      wrong(
        `${path}.x-kubernetes-preserve-unknown-fields`,
        true,
        "must be false if x-kubernetes-int-or-string is true",
      ),
    );
  if (intOrString && embedded)
    errors.push(
      wrong(`${path}.x-kubernetes-embedded-resource`, true, "must be false if x-kubernetes-int-or-string is true"),
    );
  errors.push(...validations(schema, path, isIntOrString(schema.anyOf), isIntOrString(schema.allOf?.[0]?.anyOf)));
  if (embedded && type !== "object") {
    const detail = "must be object if x-kubernetes-embedded-resource is true";
    errors.push(type === "" ? required(`${path}.type`, detail) : wrong(`${path}.type`, type, detail));
  } else if (type === "" && !intOrString && !keepsUnknown) errors.push(required(`${path}.type`, nowhere[level]));
  if (embedded && additionalProperties !== undefined)
    errors.push(
      prohibited(`${path}.additionalProperties`, "must not be used if x-kubernetes-embedded-resource is set"),
    );
  if (level === "root" && type !== "" && type !== "object")
    errors.push(wrong(`${path}.type`, type, "must be object at the root"));
  if (level === "root" || embedded)
    for (const key of ["kind", "apiVersion"])
      if (properties[key] !== undefined && properties[key].type !== "string")
        errors.push(wrong(`${path}.properties[${key}].type`, properties[key].type ?? "", "must be string"));
  const { metadata } = properties;
  if (metadata !== undefined)
    errors.push(...metadataInvariants(metadata, level, embedded, `${path}.properties[metadata]`));
  if (embedded && !keepsUnknown && Object.keys(properties).length === 0)
    errors.push(
      required(
        `${path}.properties`,
        "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields",
      ),
    );
  return errors;
}

function metadataInvariants(metadata: StructuralSchema, level: Level, embedded: boolean, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if ((level === "root" || embedded) && metadata.type !== "object")
    errors.push(wrong(`${path}.type`, metadata.type ?? "", "must be object"));
  if (level !== "root") return errors;
  const { type: _, properties = {}, description: __, ...rest } = metadata;
  const others = Object.keys(properties).filter((key) => key !== "name" && key !== "generateName");
  if (others.length > 0 || Object.keys(rest).length > 0)
    errors.push(
      prohibited(
        path,
        "must not specify anything other than name and generateName, but metadata is implicitly specified",
      ),
    );
  return errors;
}

const intOrStringPattern = [{ type: "integer" }, { type: "string" }];

function isIntOrString(anyOf: readonly StructuralSchema[] | undefined): boolean {
  return anyOf !== undefined && deepEqual(anyOf, intOrStringPattern);
}

function validations(
  schema: StructuralSchema,
  path: string,
  skipAnyOf: boolean,
  skipFirstAllOf: boolean,
): FieldError[] {
  const { anyOf = [], allOf = [], oneOf = [], not, pattern } = schema;
  return [
    ...(skipAnyOf ? [] : anyOf.flatMap((each, i) => nested(each, `${path}.anyOf[${i}]`, false))),
    ...allOf.flatMap((each, i) => nested(each, `${path}.allOf[${i}]`, skipFirstAllOf && i === 0)),
    ...oneOf.flatMap((each, i) => nested(each, `${path}.oneOf[${i}]`, false)),
    ...(not === undefined ? [] : nested(not, `${path}.not`, false)),
    ...(pattern === undefined || isExpression(pattern)
      ? []
      : [
          wrong(
            `${path}.pattern`,
            pattern,
            `must be a valid regular expression, but isn't: error parsing regexp: ${regexpProblem(pattern)}`,
          ),
        ]),
  ];
}

function isExpression(pattern: string): boolean {
  try {
    new RegExp(pattern.replace(/^\(\?[imsU]+\)/, ""), "u");
    return true;
  } catch {
    // The engines differ in what they let pass; what JavaScript takes without the `u` flag, Go mostly takes as well.
    try {
      new RegExp(pattern);
      return true;
    } catch {
      return false;
    }
  }
}

/** Go's words for what people get wrong. */
function regexpProblem(pattern: string): string {
  const open = pattern.lastIndexOf("[");
  if (open !== -1 && !pattern.includes("]", open)) return `missing closing ]: \`${pattern.slice(open)}\``;
  const [repeat] = /^[*+?]/.exec(pattern) ?? [];
  if (repeat !== undefined) return `missing argument to repetition operator: \`${repeat}\``;
  return `missing closing ): \`${pattern}\``;
}

const banned: readonly (readonly [keyof StructuralSchema, string])[] = [
  ["type", "must be empty to be structural"],
  ["additionalProperties", "must be undefined to be structural"],
  ["default", "must be undefined to be structural"],
  ["title", "must be empty to be structural"],
  ["description", "must be empty to be structural"],
  ["nullable", "must be false to be structural"],
  ["x-kubernetes-preserve-unknown-fields", "must be false to be structural"],
  ["x-kubernetes-embedded-resource", "must be false to be structural"],
  ["x-kubernetes-int-or-string", "must be false to be structural"],
  ["x-kubernetes-list-map-keys", "must be empty to be structural"],
  ["x-kubernetes-list-type", "must be undefined to be structural"],
  ["x-kubernetes-map-type", "must be undefined to be structural"],
  ["x-kubernetes-validations", "must be empty to be structural"],
];

/** What stands in anyOf, allOf, oneOf and not may only restrict values, not say what fields there are. */
function nested(schema: StructuralSchema, path: string, skipAnyOf: boolean): FieldError[] {
  const { items, properties = {} } = schema;
  return [
    ...validations(schema, path, skipAnyOf, false),
    ...(items === undefined ? [] : nested(items, `${path}.items`, false)),
    ...Object.entries(properties).flatMap(([key, each]) => nested(each, `${path}.properties[${key}]`, false)),
    ...banned.flatMap(([key, detail]) => (schema[key] === undefined ? [] : [prohibited(`${path}.${key}`, detail)])),
    ...(properties["metadata"] === undefined
      ? []
      : [prohibited(`${path}.properties[metadata]`, "must not be specified in a nested context")]),
  ];
}

/** Fields that a nested schema at the root names have to be there in the schema itself. */
function completeness(schema: StructuralSchema, path: string): FieldError[] {
  const { anyOf = [], allOf = [], oneOf = [], not } = schema;
  const within = [
    ...(not === undefined ? [] : [[not, "not"] as const]),
    ...allOf.map((each, i) => [each, `allOf[${i}]`] as const),
    ...anyOf.map((each, i) => [each, `anyOf[${i}]`] as const),
    ...oneOf.map((each, i) => [each, `oneOf[${i}]`] as const),
  ];
  return within.flatMap(([each, name]) => missing(each, schema, `${path}.${name}`, path));
}

function missing(schema: StructuralSchema, structure: StructuralSchema, path: string, at: string): FieldError[] {
  const { properties = {}, items } = schema;
  return [
    ...Object.entries(properties).flatMap(([key, each]) => {
      const known = structure.properties?.[key];
      const place = `${at}.properties[${key}]`;
      return known === undefined
        ? [required(place, `because it is defined in ${path}.properties[${key}]`)]
        : missing(each, known, `${path}.properties[${key}]`, place);
    }),
    ...(items === undefined
      ? []
      : structure.items === undefined
        ? [required(`${at}.items`, `because it is defined in ${path}.items`)]
        : missing(items, structure.items, `${path}.items`, `${at}.items`)),
    ...[...(schema.anyOf ?? []), ...(schema.allOf ?? []), ...(schema.oneOf ?? [])].flatMap((each) =>
      missing(each, structure, path, at),
    ),
  ];
}

/** Defaults have to fit their schemas. */
function defaults(schema: StructuralSchema, path: string): FieldError[] {
  const { properties = {}, items, additionalProperties } = schema;
  return [
    ...(schema.default === undefined ? [] : defaultProblems(schema, `${path}.default`)),
    ...Object.entries(properties).flatMap(([key, each]) => defaults(each, `${path}.properties[${key}]`)),
    ...(items === undefined ? [] : defaults(items, `${path}.items`)),
    ...(typeof additionalProperties === "object" ? defaults(additionalProperties, `${path}.additionalProperties`) : []),
  ];
}

function defaultProblems(schema: StructuralSchema, path: string): FieldError[] {
  const unknown: string[] = [];
  prune(schema, schema.default, schema["x-kubernetes-embedded-resource"] === true, (field) => unknown.push(field));
  if (unknown.length > 0) return [wrong(path, schema.default, "must not have unknown fields")];
  return validateSchema(schema, schema.default).map((error) => ({
    ...error,
    field: error.field === "<nil>" ? path : `${path}.${error.field}`,
  }));
}
