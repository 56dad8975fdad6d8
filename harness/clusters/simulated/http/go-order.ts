import type { KubernetesObject } from "../../kubernetes.ts";
import type { Resource } from "../api/resources/resource.ts";
import { declaredFields, messages, packages } from "./protobuf/messages.ts";
import { wellKnown } from "./protobuf/well-known.ts";

type Values = Readonly<Record<string, unknown>>;

/** What Go makes of one name of an object in JSON: the type of its value, undefined where it is written as it is. */
type Layout = ReadonlyMap<string, string | undefined>;

/** Written as it is kept, and kept in order. */
const fieldSet = "meta/v1.FieldsV1";

const layouts = new Map<string, Layout>();

/**
 * An object with its names in the order in which the real server writes them: as Go declares its fields, the keys of maps
 * sorted; of custom kinds everything is sorted. What no message describes stays as it is.
 */
export function inGoOrder(object: KubernetesObject, { group, version, kind, custom }: Resource): KubernetesObject {
  if (custom !== undefined) return sorted(object) as KubernetesObject;
  const { apiVersion: ownVersion, kind: ownKind, ...content } = object;
  const apiVersion = ownVersion ?? (group === "" ? version : `${group}/${version}`);
  const message = `${packages[apiVersion]}.${ownKind ?? kind}`;
  if (messages[message] === undefined) return object;
  const type = { ...(ownKind && { kind: ownKind }), ...(ownVersion && { apiVersion: ownVersion }) };
  return { ...type, ...structure(content, message) } as KubernetesObject;
}

/** The same for metadata alone. */
export function metadataInGoOrder(metadata: KubernetesObject["metadata"]): KubernetesObject["metadata"] {
  return structure({ ...metadata }, "meta/v1.ObjectMeta") as unknown as KubernetesObject["metadata"];
}

function structure(values: Values, message: string): Values {
  const layout = layoutOf(message);
  const result: [string, unknown][] = [];
  for (const [name, type] of layout) {
    const value = values[name];
    if (value !== undefined) result.push([name, type === undefined ? value : arranged(value, type)]);
  }
  for (const entry of Object.entries(values)) if (!layout.has(entry[0])) result.push(entry);
  return Object.fromEntries(result);
}

/** Sets of fields are never changed, and most are shared by many objects. */
const sortedSets = new WeakMap<object, unknown>();

function arranged(value: unknown, type: string): unknown {
  if (value === null || typeof value !== "object") return value;
  if (type === fieldSet) return sortedSets.get(value) ?? sortedSets.set(value, sorted(value)).get(value);
  if (type.startsWith("[]"))
    return Array.isArray(value) ? value.map((item: unknown) => arranged(item, type.slice(2))) : value;
  if (type.startsWith("map ")) return sorted(value, (part) => arranged(part, type.slice(4)));
  return Array.isArray(value) || messages[type] === undefined ? value : structure(value as Values, type);
}

/** Its entries by their keys; what is in them as told, or sorted throughout. */
function sorted(value: unknown, inner: (part: unknown) => unknown = sorted): unknown {
  if (Array.isArray(value)) return value.map((item) => inner(item));
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, inner((value as Values)[key])]));
}

function layoutOf(message: string): Layout {
  const known = layouts.get(message);
  if (known !== undefined) return known;
  const layout = new Map<string, string | undefined>();
  for (const [name, declared] of declaredFields(message) ?? []) {
    const type = declared.replace("*", "");
    if (name === "") for (const entry of layoutOf(type)) layout.set(...entry);
    else layout.set(name, isPlain(type) ? undefined : type);
  }
  layouts.set(message, layout);
  return layout;
}

/** Scalars and lists of them, and messages that JSON does not show as their fields. */
function isPlain(type: string): boolean {
  if (type.startsWith("map ")) return false;
  const element = type.startsWith("[]") ? type.slice(2) : type;
  return element !== fieldSet && (messages[element] === undefined || Object.hasOwn(wellKnown, element));
}
