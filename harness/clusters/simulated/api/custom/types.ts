import { kubernetesSchema, type Field, type ListType, type StructType, type Type } from "../../schema/schema.ts";
import type { StructuralSchema } from "./definition.ts";

const metadata = kubernetesSchema.kind("v1", "ConfigMap")!.fields.get("metadata")!.type;
const text: Type = { kind: "scalar", scalar: "string" };
const anything: Type = { kind: "deduced" };

/** The type that server-side apply and merges see of a kind. */
export function objectType(kind: string, schema: StructuralSchema): StructType {
  const type = typeOf(schema, kind);
  const fields = new Map<string, Field>(type.kind === "struct" ? type.fields : []);
  addIdentity(fields);
  const rest = type.kind === "struct" ? type.rest : type.kind === "map" ? type.element : undefined;
  return { kind: "struct", name: kind, atomic: false, fields, defaulted: [], rest };
}

function addIdentity(fields: Map<string, Field>): void {
  fields.set("apiVersion", fieldOf("apiVersion", text, undefined));
  fields.set("kind", fieldOf("kind", text, undefined));
  fields.set("metadata", fieldOf("metadata", metadata, undefined));
}

function typeOf(schema: StructuralSchema, name: string): Type {
  if (schema["x-kubernetes-int-or-string"] === true) return { kind: "scalar", scalar: "intOrString" };
  switch (schema.type) {
    case "object":
      return mapOrStruct(schema, name);
    case "array":
      return listOf(schema, name);
    case "integer":
      return { kind: "scalar", scalar: "int64" };
    case "number":
      return { kind: "scalar", scalar: "number" };
    case "boolean":
      return { kind: "scalar", scalar: "boolean" };
    case "string":
      return text;
    default:
      return anything;
  }
}

function mapOrStruct(schema: StructuralSchema, name: string): Type {
  const atomic = schema["x-kubernetes-map-type"] === "atomic";
  const { properties, additionalProperties } = schema;
  const keepsUnknown = schema["x-kubernetes-preserve-unknown-fields"] === true;
  const embedded = schema["x-kubernetes-embedded-resource"] === true;
  if (typeof additionalProperties === "object")
    return { kind: "map", element: typeOf(additionalProperties, name), atomic };
  if (properties === undefined && !embedded)
    return keepsUnknown || additionalProperties === true
      ? { kind: "map", element: anything, atomic }
      : { kind: "struct", name, atomic, fields: new Map(), defaulted: [], rest: undefined };
  const fields = new Map(
    Object.entries(properties ?? {}).map(([key, property]): [string, Field] => [
      key,
      fieldOf(key, typeOf(property, `${name}.${key}`), property.default),
    ]),
  );
  if (embedded) addIdentity(fields);
  return { kind: "struct", name, atomic, fields, defaulted: [], rest: keepsUnknown ? anything : undefined };
}

function listOf(schema: StructuralSchema, name: string): ListType {
  const element = schema.items === undefined ? anything : typeOf(schema.items, name);
  const as = schema["x-kubernetes-list-type"];
  const merge = as === "map" || as === "set" ? as : "atomic";
  return { kind: "list", element, merge, keys: schema["x-kubernetes-list-map-keys"] ?? [] };
}

function fieldOf(name: string, type: Type, value: unknown): Field {
  return { name, type, required: false, omitZero: true, default: value, patch: undefined, mergeKey: undefined };
}
