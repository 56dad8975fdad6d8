/** What `types.json` holds of one property. Absent members mean: optional, no default, replaced as a whole by a patch. */
export interface CompiledField {
  readonly type: CompiledType;
  readonly required?: true;
  /** The Go field is not a pointer and is left out when it is empty, false or 0. */
  readonly omitZero?: true;
  readonly default?: unknown;
  /** Strategic merge patch. */
  readonly patch?: "merge" | "retainKeys" | "merge,retainKeys" | "replace";
  readonly mergeKey?: string;
}

/** A scalar or the name of a struct; a list; or a map of strings to something. */
export type CompiledType =
  | string
  | { readonly list: CompiledType; readonly as: "atomic" | "set" | "map"; readonly keys?: readonly string[] }
  | { readonly map: CompiledType; readonly atomic?: true };

export interface CompiledTypes {
  /** `apps/v1/Deployment` to the name of its struct. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly structs: Readonly<
    Record<string, { readonly atomic?: true; readonly fields: Readonly<Record<string, CompiledField>> }>
  >;
}

interface OpenApiSchema {
  readonly $ref?: string;
  readonly allOf?: readonly OpenApiSchema[];
  readonly type?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly "x-kubernetes-list-type"?: "atomic" | "set" | "map";
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  readonly "x-kubernetes-map-type"?: "atomic" | "granular";
  readonly "x-kubernetes-patch-strategy"?: NonNullable<CompiledField["patch"]>;
  readonly "x-kubernetes-patch-merge-key"?: string;
  readonly "x-kubernetes-group-version-kind"?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

export interface OpenApiDocument {
  readonly components?: { readonly schemas?: Readonly<Record<string, OpenApiSchema>> };
}

/** By struct: the fields that go missing when they are empty, and the times that are written as null when they are. */
export type GoZeros = Readonly<
  Record<string, { readonly omitZero?: readonly string[]; readonly nullTime?: readonly string[] }>
>;

/**
 * Reduces OpenAPI v3 documents, as a Kubernetes server serves them, to what patches, defaults and strict decoding need.
 * @param zeros what Go's structs say of empty fields and OpenAPI does not (`go-zeros.go`).
 */
export function compileTypes(documents: readonly OpenApiDocument[], zeros: GoZeros): CompiledTypes {
  const kinds: Record<string, string> = {};
  const structs: Record<string, CompiledTypes["structs"][string]> = {};
  const schemas = Object.assign({}, ...documents.map((document) => document.components?.schemas)) as Record<
    string,
    OpenApiSchema
  >;
  for (const name of Object.keys(schemas).sort()) {
    const schema = schemas[name]!;
    const groupVersionKinds = schema["x-kubernetes-group-version-kind"] ?? [];
    if (groupVersionKinds.length === 1) {
      const { group, version, kind } = groupVersionKinds[0]!;
      kinds[group === "" ? `${version}/${kind}` : `${group}/${version}/${kind}`] = shortName(name);
    }
    if (scalarOf(name, schema) === undefined)
      structs[shortName(name)] = structOf(schema, schemas, zeros[shortName(name)] ?? {});
  }
  return { kinds, structs };
}

function structOf(
  schema: OpenApiSchema,
  schemas: Readonly<Record<string, OpenApiSchema>>,
  { omitZero = [], nullTime = [] }: GoZeros[string],
): CompiledTypes["structs"][string] {
  const required = new Set(schema.required);
  const fields: Record<string, CompiledField> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    fields[name] = {
      type: typeOf(property, schemas),
      ...(required.has(name) ? { required: true as const } : {}),
      ...(omitZero.includes(name) ? { omitZero: true as const } : {}),
      ...(nullTime.includes(name)
        ? { default: null }
        : property.default === undefined
          ? {}
          : { default: property.default }),
      ...(property["x-kubernetes-patch-strategy"] ? { patch: property["x-kubernetes-patch-strategy"] } : {}),
      ...(property["x-kubernetes-patch-merge-key"] ? { mergeKey: property["x-kubernetes-patch-merge-key"] } : {}),
    };
  }
  return { ...(schema["x-kubernetes-map-type"] === "atomic" ? { atomic: true as const } : {}), fields };
}

function typeOf(schema: OpenApiSchema, schemas: Readonly<Record<string, OpenApiSchema>>): CompiledType {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference !== undefined) {
    const name = reference.slice(reference.lastIndexOf("/") + 1);
    return scalarOf(name, schemas[name] ?? {}) ?? shortName(name);
  }
  if (schema.items !== undefined) {
    const keys = schema["x-kubernetes-list-map-keys"];
    return {
      list: typeOf(schema.items, schemas),
      as: schema["x-kubernetes-list-type"] ?? "atomic",
      ...(keys === undefined ? {} : { keys }),
    };
  }
  if (schema.additionalProperties !== undefined)
    return {
      map: typeOf(schema.additionalProperties, schemas),
      ...(schema["x-kubernetes-map-type"] === "atomic" ? { atomic: true } : {}),
    };
  if (schema.type === "string" && schema.format === "byte") return "bytes";
  if (schema.type === "integer") return schema.format === "int32" ? "int32" : "int64";
  return schema.type === undefined || schema.type === "object" ? "any" : schema.type;
}

/** The schemas without properties that stand for one value. */
function scalarOf(name: string, schema: OpenApiSchema): string | undefined {
  if (schema.properties !== undefined) return undefined;
  if (name.endsWith(".Quantity")) return "quantity";
  if (name.endsWith(".IntOrString")) return "intOrString";
  if (schema.format === "date-time") return name.endsWith(".MicroTime") ? "microTime" : "time";
  return "any";
}

function shortName(name: string): string {
  return name
    .replace(/^io\.k8s\.(api|apimachinery\.pkg\.apis|apimachinery\.pkg|kube-aggregator\.pkg\.apis)\./, "")
    .replace(/^io\.k8s\.apiextensions-apiserver\.pkg\.apis\./, "");
}
