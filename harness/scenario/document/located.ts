import type { Path } from "./problem.ts";
import type { Place } from "./source.ts";

/** A document in which every part knows where it was written. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

export interface LocatedScalar {
  readonly kind: "scalar";
  readonly value: Scalar;
  readonly place: Place;
}

export type Scalar = string | number | boolean | null;

export interface LocatedList {
  readonly kind: "list";
  readonly items: readonly Located[];
  readonly place: Place;
}

export interface LocatedMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Entry>;
  readonly place: Place;
}

export interface Entry {
  readonly key: Place;
  readonly value: Located;
}

/** JSON-like data, for a schema. */
export function plain(node: Located): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plain);
    case "map":
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
  }
}

/** The part at a path; undefined where there is none. */
export function at(node: Located | undefined, path: Path): Located | undefined {
  return path.reduce<Located | undefined>((current, part) => child(current, part), node);
}

function child(node: Located | undefined, part: string | number): Located | undefined {
  if (node?.kind === "map") return node.entries.get(String(part))?.value;
  if (node?.kind === "list") return node.items[Number(part)];
  return undefined;
}

/** Place of the key at the end of a path; of the nearest part that exists when there is none. */
export function keyPlace(root: Located, path: Path): Place {
  const parent = at(root, path.slice(0, -1));
  if (path.length === 0) return root.place;
  const entry = parent?.kind === "map" ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.key ?? at(root, path)?.place ?? keyPlace(root, path.slice(0, -1));
}

/** Place of the value at a path; of the nearest key above it when there is none. */
export function valuePlace(root: Located, path: Path): Place {
  return at(root, path)?.place ?? keyPlace(root, path);
}

/** What is there, as an error says it: `"abc"`, `5`, `a list`, `nothing`. */
export function found(node: Located | undefined): string {
  if (node === undefined || (node.kind === "scalar" && node.value === null)) return "nothing";
  if (node.kind !== "scalar") return `a ${node.kind}`;
  if (typeof node.value !== "string") return String(node.value);
  return JSON.stringify(node.value.length > 60 ? `${node.value.slice(0, 59)}…` : node.value);
}

/** Texts of a list of texts, or of a single text, each with its place. */
export function texts(node: Located | undefined): readonly { readonly text: string; readonly place: Place }[] {
  if (node?.kind === "list") return node.items.flatMap(texts);
  return node?.kind === "scalar" && typeof node.value === "string" ? [{ text: node.value, place: node.place }] : [];
}

/** Keys of a map; none when it is something else. */
export function keys(node: Located | undefined): readonly string[] {
  return node?.kind === "map" ? [...node.entries.keys()] : [];
}

/** The text at a path, if there is one. */
export function textAt(node: Located | undefined, path: Path): string | undefined {
  const part = at(node, path);
  return part?.kind === "scalar" && typeof part.value === "string" ? part.value : undefined;
}

/** The document with another text at a path that leads to a text. */
export function withText(node: Located, [part, ...rest]: Path, text: string): Located {
  if (part === undefined) return node.kind === "scalar" ? { ...node, value: text } : node;
  if (node.kind === "list")
    return { ...node, items: node.items.map((item, index) => (index === part ? withText(item, rest, text) : item)) };
  const entry = node.kind === "map" ? node.entries.get(String(part)) : undefined;
  if (node.kind !== "map" || entry === undefined) return node;
  const changed = { ...entry, value: withText(entry.value, rest, text) };
  return { ...node, entries: new Map(node.entries).set(String(part), changed) };
}
