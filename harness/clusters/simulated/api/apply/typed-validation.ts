import type { ScalarType, Type } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { goText } from "../patches/strategic-list.ts";
import { elementOfItem, elementText, UnkeyedItem } from "./path-element.ts";
import { typeOfKey } from "./typed.ts";

/** Why a configuration cannot be applied at all, as the real server words it; empty when it can. */
export function typedProblems(type: Type, value: unknown, path = ""): string[] {
  if (value === null || value === undefined || type.kind === "deduced") return [];
  if (type.kind === "scalar") {
    const problem = scalarProblem(type, value);
    return problem === undefined ? [] : [path === "" ? problem : `${path}: ${problem}`];
  }
  if (type.kind === "list") {
    if (!Array.isArray(value)) return [`${path}: expected list, got ${goValue(value)}`];
    return listProblems(type, value, path);
  }
  if (typeof value !== "object" || Array.isArray(value)) return [`${path}: expected map, got ${goValue(value)}`];
  const problems: string[] = [];
  for (const key in value) {
    const inner = typeOfKey(type, key);
    // The real server looks no further once it has met such a field.
    if (inner === undefined) return [...problems, `${path}.${key}: field not declared in schema`];
    problems.push(...typedProblems(inner, (value as Mutable)[key], `${path}.${key}`));
  }
  return problems;
}

function listProblems(type: Extract<Type, { kind: "list" }>, list: readonly unknown[], path: string): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [index, item] of list.entries()) {
    let text = `[${index}]`;
    if (type.merge !== "atomic") {
      try {
        const element = elementOfItem(type, item);
        text = elementText(element);
        if (seen.has(element)) problems.push(`${path}: duplicate entries for key ${text}`);
        seen.add(element);
      } catch (error) {
        if (!(error instanceof UnkeyedItem)) throw error;
        return [...problems, `${path}: element ${index}: ${error.message}`];
      }
    }
    problems.push(...typedProblems(type.element, item, path + text));
  }
  return problems;
}

function scalarProblem({ scalar }: ScalarType, value: unknown): string | undefined {
  switch (scalar) {
    case "int32":
    case "int64":
    case "number":
      return typeof value === "number" ? undefined : `expected numeric (int or float), got ${goType(value)}`;
    case "boolean":
      return typeof value === "boolean" ? undefined : `expected boolean, got ${goValue(value)}`;
    case "string":
    case "bytes":
    case "time":
    case "microTime":
      return typeof value === "string"
        ? undefined
        : `expected string, got &value.valueUnstructured{Value:${JSON.stringify(value)}}`;
    case "quantity":
    case "intOrString":
      return typeof value === "object" ? `expected any scalar, got ${goValue(value)}` : undefined;
    case "any":
      return undefined;
  }
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return "[]interface {}";
  return typeof value === "object" ? "map[string]interface {}" : typeof value === "boolean" ? "bool" : typeof value;
}

function goValue(value: unknown): string {
  return `&{${goText(value)}}`;
}
