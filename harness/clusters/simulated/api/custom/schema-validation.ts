import type { FieldError } from "../status-error.ts";
import type { StructuralSchema } from "./definition.ts";
import { isOfFormat } from "./formats.ts";

type Json = Record<string, unknown>;

/**
 * What is wrong with a value under its schema, in the words of the real server's validator (kube-openapi). On an update,
 * a part that is as it was is not looked at again, as ratcheting has it.
 * @param old the same part of the object before; undefined for a creation or where there was none
 */
export function validateSchema(schema: StructuralSchema, value: unknown, old?: unknown): FieldError[] {
  return new Validator().check(schema, value, old, "").errors;
}

/** Findings, and how many checks were made, by which the closest of several alternatives is chosen. */
interface Result {
  readonly errors: FieldError[];
  matches: number;
}

class Validator {
  check(schema: StructuralSchema, value: unknown, old: unknown, path: string): Result {
    const result: Result = { errors: [], matches: 0 };
    if (old !== undefined && deepEqual(value, old)) return result;
    const add = (error: FieldError | undefined) => {
      if (error !== undefined) result.errors.push(error);
      else result.matches++;
    };
    const type = this.#type(schema, value, path);
    if (value === null) {
      add(type ?? this.#enumeration(schema, value, path));
      return result;
    }
    if (type !== undefined) result.errors.push(type);
    else result.matches++;
    this.#alternatives(schema, value, path, result);
    if (typeof value === "string") for (const error of this.#string(schema, value, path)) add(error);
    if (typeof value === "number") for (const error of this.#number(schema, value, path)) add(error);
    if (Array.isArray(value)) this.#list(schema, value, Array.isArray(old) ? old : undefined, path, result);
    if (schema.enum !== undefined) add(this.#enumeration(schema, value, path));
    if (isMap(value)) this.#map(schema, value, isMap(old) ? old : undefined, path, result);
    result.matches++;
    return result;
  }

  #type(schema: StructuralSchema, value: unknown, path: string): FieldError | undefined {
    const wanted =
      schema["x-kubernetes-int-or-string"] === true
        ? ["integer", "string"]
        : schema.type === undefined
          ? []
          : [schema.type];
    if (wanted.length === 0) return undefined;
    if (value === null) return schema.nullable === true ? undefined : typeError(path, wanted, "null");
    const found = typeName(value);
    if (wanted.includes(found) || (found === "integer" && wanted.includes("number"))) return undefined;
    return typeError(path, wanted, found);
  }

  #enumeration({ enum: allowed }: StructuralSchema, value: unknown, path: string): FieldError | undefined {
    if (allowed === undefined || allowed.some((item) => deepEqual(item, value))) return undefined;
    const values = allowed.map((item) => JSON.stringify(typeof item === "string" ? item : JSON.stringify(item)));
    return { type: "unsupported", field: fieldOf(path), value, detail: `supported values: ${values.join(", ")}` };
  }

  #string(schema: StructuralSchema, value: string, path: string): FieldError[] {
    const { maxLength, minLength, pattern, format } = schema;
    const length = [...value].length;
    if (maxLength !== undefined && length > maxLength)
      return [{ type: "tooLong", field: fieldOf(path), detail: `may not be more than ${maxLength} bytes` }];
    if (minLength !== undefined && length < minLength)
      return [wrong(path, value, `should be at least ${minLength} chars long`)];
    if (pattern !== undefined && !matches(pattern, value)) return [wrong(path, value, `should match '${pattern}'`)];
    if (format !== undefined && !isOfFormat(format, value))
      return [{ ...wrong(path, value, `must be of type ${format}: ${JSON.stringify(value)}`), type: "typeInvalid" }];
    return [];
  }

  #number(schema: StructuralSchema, value: number, path: string): FieldError[] {
    const { multipleOf, maximum, minimum, exclusiveMaximum, exclusiveMinimum, format, type } = schema;
    const errors: FieldError[] = [];
    if (type === "integer" && format === "int32" && (value > 2147483647 || value < -2147483648))
      errors.push({
        type: "invalid",
        field: fieldOf(path),
        value,
        detail: `Checked value must be of type integer with format int32 in ${path}`,
      });
    if (multipleOf !== undefined && !isMultiple(value, multipleOf))
      errors.push(wrong(path, value, `should be a multiple of ${multipleOf}`));
    if (maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum))
      errors.push(
        wrong(path, value, `should be less than ${exclusiveMaximum === true ? "" : "or equal to "}${maximum}`),
      );
    if (minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum))
      errors.push(
        wrong(path, value, `should be greater than ${exclusiveMinimum === true ? "" : "or equal to "}${minimum}`),
      );
    return errors;
  }

  #list(
    schema: StructuralSchema,
    list: readonly unknown[],
    old: readonly unknown[] | undefined,
    path: string,
    result: Result,
  ) {
    const { items, minItems, maxItems, uniqueItems } = schema;
    if (items !== undefined)
      for (const [i, item] of list.entries())
        merge(result, this.check(items, item, counterpart(schema, item, i, old), `${path}[${i}]`));
    if (minItems !== undefined && list.length < minItems)
      result.errors.push(wrong(path, list.length, `should have at least ${minItems} items`));
    if (maxItems !== undefined && list.length > maxItems) result.errors.push(tooMany(path, list.length, maxItems));
    if (uniqueItems === true && new Set(list.map((item) => JSON.stringify(item))).size < list.length)
      result.errors.push(wrong(path, "", "shouldn't contain duplicates"));
    result.matches++;
  }

  #map(schema: StructuralSchema, map: Json, old: Json | undefined, path: string, result: Result): void {
    const { properties = {}, additionalProperties, required = [], minProperties, maxProperties } = schema;
    const count = Object.keys(map).length;
    if (minProperties !== undefined && count < minProperties)
      result.errors.push(wrong(path, count, `should have at least ${minProperties} properties`));
    if (maxProperties !== undefined && count > maxProperties) result.errors.push(tooMany(path, count, maxProperties));
    for (const key of Object.keys(map).sort()) {
      const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (known === undefined && additionalProperties === false)
        result.errors.push(wrong(path, "", `.${key} in body is a forbidden property`));
      const inner = known ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
      if (inner === undefined) continue;
      merge(
        result,
        this.check(inner, map[key], old?.[key], path === "" && known !== undefined ? key : `${path}.${key}`),
      );
    }
    for (const key of required)
      if (map[key] === undefined)
        result.errors.push({ type: "required", field: fieldOf(`${path}.${key}`), detail: "" });
      else result.matches++;
  }

  #alternatives({ anyOf, oneOf, allOf, not }: StructuralSchema, value: unknown, path: string, result: Result): void {
    const place = JSON.stringify(path);
    const fail = (text: string) => result.errors.push({ type: "invalid", field: "<nil>", value: "", detail: text });
    if (anyOf !== undefined && anyOf.length > 0) {
      const results = anyOf.map((schema) => this.check(schema, value, undefined, path));
      const valid = results.find(({ errors }) => errors.length === 0);
      if (valid === undefined) fail(`${place} must validate at least one schema (anyOf)`);
      merge(result, valid ?? closest(results)!);
    }
    if (oneOf !== undefined && oneOf.length > 0) {
      const results = oneOf.map((schema) => this.check(schema, value, undefined, path));
      const valid = results.filter(({ errors }) => errors.length === 0);
      if (valid.length !== 1) {
        const found = valid.length === 0 ? "Found none valid" : `Found ${valid.length} valid alternatives`;
        fail(`${place} must validate one and only one schema (oneOf). ${found}`);
      }
      if (valid.length === 0) merge(result, closest(results)!);
    }
    if (allOf !== undefined && allOf.length > 0) {
      const results = allOf.map((schema) => this.check(schema, value, undefined, path));
      for (const each of results) merge(result, each);
      const valid = results.filter(({ errors }) => errors.length === 0).length;
      if (valid < results.length)
        fail(`${place} must validate all the schemas (allOf)${valid === 0 ? ". None validated" : ""}`);
    }
    if (not !== undefined && this.check(not, value, undefined, path).errors.length === 0)
      fail(`${place} must not validate the schema (not)`);
  }
}

function merge(into: Result, { errors, matches }: Result): void {
  into.errors.push(...errors);
  into.matches += matches;
}

/** The one with the most checks that held; the first of several. */
function closest(results: readonly Result[]): Result | undefined {
  return results.reduce<Result | undefined>(
    (best, result) => (best === undefined || result.matches > best.matches ? result : best),
    undefined,
  );
}

/** The item that an item of a list was before: the one with the same keys, or, in an atomic list, none. */
function counterpart(
  schema: StructuralSchema,
  item: unknown,
  _index: number,
  old: readonly unknown[] | undefined,
): unknown {
  if (old === undefined || schema["x-kubernetes-list-type"] !== "map" || !isMap(item)) return undefined;
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  return old.find((other) => isMap(other) && keys.every((key) => deepEqual(other[key], item[key])));
}

function typeError(path: string, wanted: readonly string[], found: string): FieldError {
  const text = `${path} in body must be of type ${wanted.join(",")}: ${JSON.stringify(found)}`;
  return { type: "typeInvalid", field: fieldOf(path), value: found, detail: text };
}

function wrong(path: string, value: unknown, text: string): FieldError {
  return { type: "invalid", field: fieldOf(path), value, detail: `${path} in body ${text}`.replace(" in body .", ".") };
}

function tooMany(path: string, count: number, most: number): FieldError {
  return {
    type: "tooMany",
    field: fieldOf(path),
    value: count,
    detail: `must have at most ${most} ${most === 1 ? "item" : "items"}`,
  };
}

/** Where a finding stands; the whole object is nowhere. */
export function fieldOf(path: string): string {
  return path === "" ? "<nil>" : path.startsWith(".") ? path.slice(1) : path;
}

export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

export function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => deepEqual(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && deepEqual(a[key], b[key]));
}

/** Go's expressions, as far as JavaScript knows them; one that it does not know holds always. */
export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern.replace(/^\(\?([ims]+)\)/, ""), `u${/^\(\?([ims]+)\)/.exec(pattern)?.[1] ?? ""}`).test(
      text,
    );
  } catch {
    return true;
  }
}

function isMultiple(value: number, factor: number): boolean {
  const share = value / factor;
  return Math.abs(share - Math.round(share)) < 1e-9;
}
