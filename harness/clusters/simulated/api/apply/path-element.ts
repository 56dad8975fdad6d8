import type { ListType } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";

/** A list item that cannot be told from the others; its message is that of the real server. */
export class UnkeyedItem extends Error {}

/**
 * The element that stands for an item of a keyed list or a set: `k:{"name":"app"}`, `v:"orphan"`.
 * @throws UnkeyedItem when the item lacks all keys or cannot be one of a set.
 */
export function elementOfItem(type: ListType, item: unknown): string {
  if (type.merge === "set") {
    if (typeof item === "object")
      throw new UnkeyedItem(
        item === null
          ? "associative list without keys has an element that's an explicit null"
          : "associative list without keys has an element that's a map type",
      );
    return `v:${JSON.stringify(item)}`;
  }
  if (item === null) throw new UnkeyedItem("associative list with keys may not have a null element");
  if (typeof item !== "object" || Array.isArray(item))
    throw new UnkeyedItem("associative list with keys may not have non-map elements");
  const { keys, element } = type;
  if (keys.length === 1 && typeof (item as Mutable)[keys[0]!] === "string")
    return `k:{${JSON.stringify(keys[0])}:${JSON.stringify((item as Mutable)[keys[0]!])}}`;
  const values: Mutable = {};
  let found = false;
  for (const key of [...keys].sort()) {
    const value: unknown =
      (item as Mutable)[key] ?? (element.kind === "struct" ? element.fields.get(key)?.default : undefined);
    if (value === undefined) continue;
    values[key] = value;
    found = true;
  }
  if (!found)
    throw new UnkeyedItem(
      `associative list with keys has an element that omits all key fields [${keys.map((key) => JSON.stringify(key)).join(" ")}] (and doesn't have default values for any key fields)`,
    );
  return `k:${JSON.stringify(values)}`;
}

/** A path as conflicts name it: `.spec.containers[name="app"].image`. */
export function pathText(path: readonly string[]): string {
  return path.map(elementText).join("");
}

export function elementText(element: string): string {
  const content = element.slice(2);
  if (element.startsWith("f:")) return `.${content}`;
  if (element.startsWith("v:")) return `[=${content}]`;
  if (!element.startsWith("k:")) return `[${content}]`;
  const values = JSON.parse(content) as Mutable;
  return `[${Object.keys(values)
    .sort()
    .map((key) => `${key}=${JSON.stringify(values[key])}`)
    .join(",")}]`;
}
