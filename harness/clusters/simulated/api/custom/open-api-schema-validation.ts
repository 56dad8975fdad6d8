import { CelCompiler, CelError } from "../cel/program.ts";
import type { FieldError } from "../status-error.ts";
import { oneOf, prohibited, required, wrong } from "../validation/field-errors.ts";
import type { StructuralSchema, ValidationRule } from "./definition.ts";

const types = ["string", "integer", "number", "boolean", "array", "object"];
const reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

/**
 * What is wrong with a schema beyond its structure.
 * @param withRules whether the expressions are looked at, which the real server does only where the structure is sound
 */
export function validateOpenApiSchema(schema: StructuralSchema, path: string, withRules: boolean): FieldError[] {
  const errors: FieldError[] = [];
  visit(schema, path, errors);
  if (errors.length > 0 || !withRules) return errors;
  const rules: FieldError[] = [];
  visitRules(schema, path, rules, new CelCompiler(["self", "oldSelf"]));
  return rules;
}

function visit(schema: StructuralSchema, path: string, errors: FieldError[]): void {
  const { type = "", additionalProperties, properties = {} } = schema;
  if (type !== "" && !types.includes(type)) errors.push(...oneOf(`${path}.type`, type, [...types].sort()));
  for (const key of ["definitions", "dependencies", "patternProperties", "id"] as const)
    if (schema[key] !== undefined) errors.push(prohibited(`${path}.${key}`, `${key} is not supported`));
  if (schema.$ref !== undefined) errors.push(prohibited(`${path}.$ref`, "$ref is not supported"));
  if (schema.uniqueItems === true)
    errors.push(
      prohibited(
        `${path}.uniqueItems`,
        "uniqueItems cannot be set to true since the runtime complexity becomes quadratic",
      ),
    );
  if (typeof additionalProperties === "object" || additionalProperties === false) {
    if (Object.keys(properties).length > 0)
      errors.push(
        prohibited(`${path}.additionalProperties`, "additionalProperties and properties are mutual exclusive"),
      );
    if (additionalProperties === false)
      errors.push(prohibited(`${path}.additionalProperties`, "additionalProperties cannot be set to false"));
  }
  if (typeof additionalProperties === "object") visit(additionalProperties, `${path}.additionalProperties`, errors);
  for (const key in properties) visit(properties[key]!, `${path}.properties[${key}]`, errors);
  for (const key of ["allOf", "oneOf", "anyOf"] as const)
    for (const [i, each] of (schema[key] ?? []).entries()) visit(each, `${path}.${key}[${i}]`, errors);
  if (schema.not !== undefined) visit(schema.not, `${path}.not`, errors);
  if (schema.items !== undefined) visit(schema.items, `${path}.items`, errors);
  extensions(schema, path, errors);
  for (const [i, rule] of (schema["x-kubernetes-validations"] ?? []).entries())
    errors.push(...ruleProblems(rule, `${path}.x-kubernetes-validations[${i}]`));
}

function extensions(schema: StructuralSchema, path: string, errors: FieldError[]): void {
  const { type = "", items } = schema;
  if (schema["x-kubernetes-preserve-unknown-fields"] === false)
    errors.push(wrong(`${path}.x-kubernetes-preserve-unknown-fields`, false, "must be true or undefined"));
  const mapType = schema["x-kubernetes-map-type"];
  const listType = schema["x-kubernetes-list-type"];
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  if (mapType !== undefined && type !== "object") errors.push(mustBe("object", type, path, "x-kubernetes-map-type"));
  if (mapType !== undefined) errors.push(...oneOf(`${path}.x-kubernetes-map-type`, mapType, ["atomic", "granular"]));
  if (listType !== undefined && type !== "array") errors.push(mustBe("array", type, path, "x-kubernetes-list-type"));
  else if (listType === "set" && items?.type === "object" && items["x-kubernetes-map-type"] !== "atomic")
    errors.push(
      wrong(
        `${path}.items.x-kubernetes-map-type`,
        null,
        "must be atomic as item of a list with x-kubernetes-list-type=set",
      ),
    );
  if (listType !== undefined)
    errors.push(...oneOf(`${path}.x-kubernetes-list-type`, listType, ["atomic", "map", "set"]));
  if (keys.length > 0 && listType !== "map") {
    const detail = "must be map if x-kubernetes-list-map-keys is non-empty";
    const field = `${path}.x-kubernetes-list-type`;
    errors.push(listType === undefined ? required(field, detail) : wrong(field, listType, detail));
  }
  if (listType === "map") errors.push(...mapListProblems(keys, items, path));
}

function mustBe(wanted: string, type: string, path: string, extension: string): FieldError {
  const detail = `must be ${wanted} if ${extension} is specified`;
  return type === "" ? required(`${path}.type`, detail) : wrong(`${path}.type`, type, detail);
}

function mapListProblems(keys: readonly string[], items: StructuralSchema | undefined, path: string): FieldError[] {
  const field = `${path}.x-kubernetes-list-map-keys`;
  const errors: FieldError[] = [];
  if (keys.length === 0) errors.push(required(field, "must not be empty if x-kubernetes-list-type is map"));
  if (items === undefined) {
    errors.push(required(`${path}.items`, "must have a schema if x-kubernetes-list-type is map"));
    return errors;
  }
  if (items.type !== "object")
    errors.push(
      wrong(`${path}.items.type`, items.type ?? "", "must be object if parent array's x-kubernetes-list-type is map"),
    );
  else
    for (const [i, key] of keys.entries()) {
      const property = items.properties?.[key];
      if (property === undefined) errors.push(wrong(field, keys, "entries must all be names of item properties"));
      else if (property.type === "array" || property.type === "object")
        errors.push(
          wrong(
            `${path}.items.properties[${key}].type`,
            items.type,
            "must be a scalar type if parent array's x-kubernetes-list-type is map",
          ),
        );
      else if (property.default === undefined && !(items.required ?? []).includes(key))
        errors.push(
          required(
            `${path}.items.properties[${key}].default`,
            "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property",
          ),
        );
      if (keys.indexOf(key) < i) errors.push(wrong(field, keys, "must not contain duplicate entries"));
    }
  return errors;
}

function ruleProblems(rule: ValidationRule, path: string): FieldError[] {
  const text = (rule.rule ?? "").trim();
  const { message = "", reason, messageExpression = "" } = rule;
  const errors: FieldError[] = [];
  if (text === "") errors.push(required(`${path}.rule`, "rule is not specified"));
  else if (message !== "" && message.trim() === "")
    errors.push(wrong(`${path}.message`, message, "must be non-empty if specified"));
  else if (message.trim().includes("\n"))
    errors.push(wrong(`${path}.message`, message, "must not contain line breaks"));
  else if (text.includes("\n") && message.trim() === "")
    errors.push(required(`${path}.message`, "message must be specified if rule contains line breaks"));
  if (messageExpression !== "" && messageExpression.trim() === "")
    errors.push(required(`${path}.messageExpression`, "messageExpression must be non-empty if specified"));
  if (reason !== undefined) errors.push(...oneOf(`${path}.reason`, reason, reasons));
  return errors;
}

function visitRules(schema: StructuralSchema, path: string, errors: FieldError[], compiler: CelCompiler): void {
  const { properties = {}, additionalProperties, items } = schema;
  if (typeof additionalProperties === "object")
    visitRules(additionalProperties, `${path}.additionalProperties`, errors, compiler);
  for (const key in properties) visitRules(properties[key]!, `${path}.properties[${key}]`, errors, compiler);
  if (items !== undefined) visitRules(items, `${path}.items`, errors, compiler);
  for (const [i, rule] of (schema["x-kubernetes-validations"] ?? []).entries()) {
    const field = `${path}.x-kubernetes-validations[${i}]`;
    const problem = problemOf(compiler, rule.rule.trim()) ?? unknownField(rule.rule.trim(), schema);
    if (problem !== undefined) errors.push(wrong(`${field}.rule`, asGo(rule), `compilation failed: ${problem}`));
    const message = rule.messageExpression ?? "";
    const second = message === "" ? undefined : problemOf(compiler, message.trim());
    if (second !== undefined)
      errors.push(wrong(`${field}.messageExpression`, asGo(rule), `messageExpression compilation failed: ${second}`));
  }
}

/** The real server knows the types of what is judged: a field that the schema does not have is no field. */
function unknownField(expression: string, schema: StructuralSchema): string | undefined {
  for (const match of expression.matchAll(/(?<![\w.])(?:self|oldSelf)((?:\.[A-Za-z_]\w*(?!\w|\s*\())+)/g)) {
    let at: StructuralSchema | undefined = schema;
    let column = match.index + match[0].length - match[1]!.length;
    for (const name of match[1]!.slice(1).split(".")) {
      const isOpen = at.properties === undefined && at.type !== "object";
      if (isOpen || typeof at.additionalProperties === "object" || at["x-kubernetes-preserve-unknown-fields"] === true)
        break;
      const next: StructuralSchema | undefined = at.properties?.[name.replace(/^__(.*)__$/, "$1")];
      if (next === undefined && !identity.has(name)) {
        const before = expression.slice(0, column).split("\n");
        const line = expression.split("\n")[before.length - 1]!;
        const dots = ".".repeat(before.at(-1)!.length);
        return `ERROR: <input>:${before.length}:${dots.length + 1}: undefined field '${name}'\n | ${line}\n | ${dots}^`;
      }
      if (next === undefined) break;
      at = next;
      column += name.length + 1;
    }
  }
  return undefined;
}

const identity = new Set(["metadata", "apiVersion", "kind"]);

/** Whether a schema has something anywhere that the real server cannot even read as a structure. */
export function hasUnsupported(schema: StructuralSchema): boolean {
  const { properties = {}, items, additionalProperties, allOf = [], anyOf = [], oneOf = [], not } = schema;
  return (
    unsupported.some((key) => schema[key] !== undefined) ||
    [...Object.values(properties), ...allOf, ...anyOf, ...oneOf].some(hasUnsupported) ||
    (items !== undefined && hasUnsupported(items)) ||
    (not !== undefined && hasUnsupported(not)) ||
    (typeof additionalProperties === "object" && hasUnsupported(additionalProperties))
  );
}

const unsupported = ["$ref", "definitions", "dependencies", "patternProperties", "id"] as const;

/** A rule as the real server's own struct prints itself. */
function asGo(rule: ValidationRule): object {
  return {
    Rule: rule.rule,
    Message: rule.message ?? "",
    MessageExpression: rule.messageExpression ?? "",
    Reason: rule.reason ?? null,
    FieldPath: rule.fieldPath ?? "",
    OptionalOldSelf: rule.optionalOldSelf ?? null,
  };
}

function problemOf(compiler: CelCompiler, expression: string): string | undefined {
  try {
    compiler.compile(expression);
    return undefined;
  } catch (error) {
    if (error instanceof CelError) return error.message;
    throw error;
  }
}
