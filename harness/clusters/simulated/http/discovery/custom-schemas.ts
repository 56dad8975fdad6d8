import type { Json } from "../../../kubernetes.ts";
import type { StructuralSchema } from "../../api/custom/definition.ts";
import type { Resource } from "../../api/resources/resource.ts";

type JsonMap = { readonly [key: string]: Json };

const conventions = "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md";
const apiVersion = {
  description: `APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: ${conventions}#resources`,
  type: "string",
};
const kind = {
  description: `Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: ${conventions}#types-kinds`,
  type: "string",
};
const meta = "io.k8s.apimachinery.pkg.apis.meta.v1";

/** The name of a custom kind's schema: its group backwards, version and kind. */
export function definitionName({ group, version }: Resource, kindName: string): string {
  return `${group.split(".").reverse().join(".")}.${version}.${kindName}`;
}

/** The schemas of a custom kind and its list. The old form of OpenAPI knows less, and what it does not know is left out. */
export function customSchemas(resource: Resource, form: "v2" | "v3"): JsonMap {
  const custom = resource.custom!;
  const { properties = {}, ...root } = custom.schema;
  const own = form === "v3" ? plainV3({ ...root, properties }) : plainV2({ ...root, properties });
  const object: Json = {
    ...(own as JsonMap),
    properties: {
      apiVersion,
      kind,
      metadata: referring(`${meta}.ObjectMeta`, `Standard object's metadata. More info: ${conventions}#metadata`, form),
      ...withoutIdentity((own as { properties?: JsonMap }).properties ?? {}),
    },
    ...kindOf(resource, resource.kind),
    ...selectable(resource),
  };
  const list: Json = {
    description: `${custom.listKind} is a list of ${resource.kind}`,
    type: "object",
    required: ["items"],
    properties: {
      apiVersion,
      items: {
        description: `List of ${resource.plural}. More info: ${conventions}`,
        type: "array",
        items: { $ref: `#/components/schemas/${definitionName(resource, resource.kind)}` },
      },
      kind,
      metadata: referring(`${meta}.ListMeta`, `Standard list metadata. More info: ${conventions}#types-kinds`, form),
    },
    ...kindOf(resource, custom.listKind),
    ...selectable(resource),
  };
  return {
    [definitionName(resource, resource.kind)]: object,
    [definitionName(resource, custom.listKind)]: list,
  };
}

function kindOf({ group, version }: Resource, kindName: string): JsonMap {
  return { "x-kubernetes-group-version-kind": [{ group, kind: kindName, version }] };
}

function selectable({ fieldLabels }: Resource): JsonMap {
  const paths = Object.keys(fieldLabels).map((fieldPath) => ({ fieldPath }));
  return paths.length === 0 ? {} : { "x-kubernetes-selectable-fields": paths };
}

function referring(name: string, description: string, form: "v2" | "v3"): Json {
  const reference = { $ref: `#/components/schemas/${name}` };
  return form === "v3" ? { description, allOf: [reference] } : { description, ...reference };
}

function withoutIdentity({ apiVersion: _, kind: __, metadata: ___, ...rest }: JsonMap): JsonMap {
  return rest;
}

function plainV3(schema: StructuralSchema): Json {
  const mapped = mapInner(schema, plainV3);
  if (schema["x-kubernetes-int-or-string"] !== true || schema.anyOf !== undefined) return mapped;
  return { ...mapped, anyOf: [{ type: "integer" }, { type: "string" }] };
}

const onlyV3 = ["anyOf", "oneOf", "allOf", "not", "nullable", "default"];

function plainV2(schema: StructuralSchema): Json {
  const rest = Object.fromEntries(Object.entries(mapInner(schema, plainV2)).filter(([key]) => !onlyV3.includes(key)));
  const isOpen = schema["x-kubernetes-preserve-unknown-fields"] === true || schema.nullable === true;
  const { type, items, properties, additionalProperties, ...others } = rest;
  // Clients check types by this form, and what may be anything must not have one.
  if (isOpen) return others;
  return {
    ...others,
    ...(type === undefined ? {} : { type }),
    ...(items === undefined ? {} : { items }),
    ...(properties === undefined ? {} : { properties }),
    ...(additionalProperties === undefined ? {} : { additionalProperties }),
  };
}

function mapInner(schema: StructuralSchema, map: (inner: StructuralSchema) => Json): { readonly [key: string]: Json } {
  const { properties, items, additionalProperties, ...rest } = schema;
  return {
    ...(rest as JsonMap),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, map(inner)]),
          ),
        }),
    ...(items === undefined ? {} : { items: map(items) }),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === "object" ? map(additionalProperties) : additionalProperties,
        }),
  };
}
