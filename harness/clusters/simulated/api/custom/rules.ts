import { CelCompiler, CelError, toCel, type CelProgram } from "../cel/program.ts";
import type { FieldError } from "../status-error.ts";
import type { StructuralSchema, ValidationRule } from "./definition.ts";
import { deepEqual, fieldOf, isMap } from "./schema-validation.ts";

/** A rule of `x-kubernetes-validations`, compiled when it is first needed. */
interface CompiledRule {
  readonly rule: ValidationRule;
  readonly usesOldSelf: boolean;
  readonly program: CelProgram | CelError;
  readonly message: CelProgram | undefined;
}

/** The rules of one schema, wherever in it they stand. */
export class Rules {
  readonly #schema: StructuralSchema;
  readonly #compiler = new CelCompiler(["self", "oldSelf"]);
  readonly #compiled = new Map<ValidationRule, CompiledRule>();

  constructor(schema: StructuralSchema) {
    this.#schema = schema;
  }

  /** What the rules say against an object; on an update a part that is as it was is judged only by how it changes. */
  check(value: unknown, old: unknown): FieldError[] {
    return this.#visit(this.#schema, value, old, "");
  }

  #visit(schema: StructuralSchema, value: unknown, old: unknown, path: string): FieldError[] {
    if (value === undefined || value === null) return [];
    const own = (schema["x-kubernetes-validations"] ?? []).flatMap((rule) =>
      this.#judge(schema, rule, value, old, path),
    );
    return [...own, ...this.#inner(schema, value, old, path)];
  }

  #inner(schema: StructuralSchema, value: unknown, old: unknown, path: string): FieldError[] {
    const { items, properties = {}, additionalProperties } = schema;
    if (Array.isArray(value)) {
      if (items === undefined || !hasRules(items)) return [];
      return value.flatMap((item, i) => this.#visit(items, item, counterpart(schema, item, old), `${path}[${i}]`));
    }
    if (!isMap(value)) return [];
    const before = isMap(old) ? old : {};
    return Object.keys(value).flatMap((key) => {
      if (Object.hasOwn(properties, key))
        return hasRules(properties[key]!)
          ? this.#visit(properties[key]!, value[key], before[key], path === "" ? key : `${path}.${key}`)
          : [];
      return typeof additionalProperties === "object" && hasRules(additionalProperties)
        ? this.#visit(additionalProperties, value[key], before[key], `${path}[${key}]`)
        : [];
    });
  }

  #judge(schema: StructuralSchema, rule: ValidationRule, value: unknown, old: unknown, path: string): FieldError[] {
    const compiled = this.#compile(rule);
    const { usesOldSelf, program, message } = compiled;
    const type = schema.type ?? "";
    const at = fieldOf(path);
    if (program instanceof CelError)
      return [{ type: "invalid", field: at, value: type, detail: `rule compile error: ${program.message}` }];
    if (usesOldSelf && old === undefined) return [];
    if (!usesOldSelf && old !== undefined && deepEqual(value, old)) return [];
    const variables = { self: celOf(schema, value), oldSelf: celOf(schema, old) };
    try {
      if (program.evaluate(variables) === true) return [];
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      const what = error.message.startsWith("no such overload")
        ? `'${error.message}': call arguments did not match a supported operator, function or macro signature for rule: ${rule.rule.trim()}`
        : `${error.message} evaluating rule: ${rule.message ?? rule.rule.trim()}`;
      return [{ type: "invalid", field: at, value: type, detail: what }];
    }
    return [failure(rule, type, fieldOf(`${path}${rule.fieldPath ?? ""}`), messageOf(rule, message, variables))];
  }

  #compile(rule: ValidationRule): CompiledRule {
    let compiled = this.#compiled.get(rule);
    if (compiled === undefined) {
      const { messageExpression = "" } = rule;
      const message = messageExpression === "" ? undefined : this.#program(messageExpression);
      compiled = {
        rule,
        usesOldSelf: /\boldSelf\b/.test(rule.rule),
        program: this.#program(rule.rule),
        message: message instanceof CelError ? undefined : message,
      };
      this.#compiled.set(rule, compiled);
    }
    return compiled;
  }

  #program(expression: string): CelProgram | CelError {
    try {
      return this.#compiler.compile(expression.trim());
    } catch (error) {
      if (error instanceof CelError) return error;
      throw error;
    }
  }
}

function messageOf(rule: ValidationRule, message: CelProgram | undefined, variables: Record<string, unknown>): string {
  const plain = rule.message ?? "";
  const standing = plain === "" ? `failed rule: ${rule.rule.trim()}` : plain;
  if (message === undefined) return standing;
  try {
    const text = message.evaluate(variables);
    return typeof text === "string" && text.trim() !== "" && !text.includes("\n") ? text : standing;
  } catch (error) {
    if (error instanceof CelError) return standing;
    throw error;
  }
}

function failure({ reason }: ValidationRule, type: string, field: string, detail: string): FieldError {
  switch (reason) {
    case "FieldValueForbidden":
      return { type: "forbidden", field, detail };
    case "FieldValueRequired":
      return { type: "required", field, detail };
    case "FieldValueDuplicate":
      return { type: "duplicate", field, value: type, detail: "" };
    default:
      return { type: "invalid", field, value: type, detail };
  }
}

/** Whether a schema has rules anywhere within. */
export function hasRules(schema: StructuralSchema): boolean {
  const { properties = {}, additionalProperties, items } = schema;
  return (
    (schema["x-kubernetes-validations"] ?? []).length > 0 ||
    (items !== undefined && hasRules(items)) ||
    (typeof additionalProperties === "object" && hasRules(additionalProperties)) ||
    Object.values(properties).some(hasRules)
  );
}

function counterpart(schema: StructuralSchema, item: unknown, old: unknown): unknown {
  if (!Array.isArray(old) || schema["x-kubernetes-list-type"] !== "map" || !isMap(item)) return undefined;
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  return old.find((other) => isMap(other) && keys.every((key) => deepEqual(other[key], item[key])));
}

/** A value as expressions see it under its schema: numbers that may have fractions are doubles, whatever they hold. */
function celOf(schema: StructuralSchema | undefined, value: unknown): unknown {
  if (typeof value === "number") return schema?.type === "number" ? value : toCel(value);
  if (Array.isArray(value)) return value.map((item) => celOf(schema?.items, item));
  if (!isMap(value)) return value;
  const { properties = {}, additionalProperties } = schema ?? {};
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      escaped(key),
      celOf(
        Object.hasOwn(properties, key)
          ? properties[key]
          : typeof additionalProperties === "object"
            ? additionalProperties
            : undefined,
        item,
      ),
    ]),
  );
}

const keywords = new Set(
  "true false null in as break const continue else for function if import let loop package namespace return".split(" "),
);

/** Names that the language has for itself are written `__namespace__`. */
function escaped(key: string): string {
  return keywords.has(key) ? `__${key}__` : key;
}
