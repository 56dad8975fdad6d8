import type { Mutable } from "../decode.ts";
import type { StructuralSchema } from "./definition.ts";

/** Fields of every object, which no schema has to declare. */
const identity = new Set(["apiVersion", "kind", "metadata"]);

/**
 * A copy of a value without what its schema does not know.
 * @param unknown told of the path of each field that is dropped
 */
export function prune(
  schema: StructuralSchema | undefined,
  value: unknown,
  isObjectRoot: boolean,
  unknown: (path: string) => void,
  path = "",
): unknown {
  if (typeof value !== "object" || value === null) return value;
  const keepsUnknown = schema?.["x-kubernetes-preserve-unknown-fields"] === true;
  if (Array.isArray(value)) {
    const items = schema?.items;
    if (items === undefined && keepsUnknown) return value;
    return value.map((item, i) => prune(items, item, isEmbedded(items), unknown, `${path}[${i}]`));
  }
  const copy: Mutable = {};
  for (const key in value) {
    const child: unknown = (value as Mutable)[key];
    const place = path === "" ? key : `${path}.${key}`;
    if (isObjectRoot && identity.has(key)) {
      copy[key] = child;
      continue;
    }
    const known = schema?.properties;
    const property = known !== undefined && Object.hasOwn(known, key) ? known[key] : undefined;
    if (property !== undefined) copy[key] = prune(property, child, isEmbedded(property), unknown, place);
    else if (schema?.additionalProperties === true) copy[key] = child;
    else if (typeof schema?.additionalProperties === "object")
      copy[key] = prune(schema.additionalProperties, child, isEmbedded(schema.additionalProperties), unknown, place);
    else if (keepsUnknown) copy[key] = child;
    else unknown(place);
  }
  return copy;
}

function isEmbedded(schema: StructuralSchema | undefined): boolean {
  return schema?.["x-kubernetes-embedded-resource"] === true;
}
