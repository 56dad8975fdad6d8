import { plain, type Located } from "../document/located.ts";
import type { Path } from "../document/problem.ts";
import { definitionOf, metadataOf, narrow, type Schema } from "./structure.ts";
import type { ReferenceKind } from "./text.ts";

/** A text of a document that stands for something else. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly text: string;
  readonly path: Path;
  /** Whether it is the value at the path, or the key at its end. */
  readonly written: "value" | "key";
}

/** Everything in a document that its schema marks with `refersTo`, as far as the document has the schema's shape. */
export function* references(schema: Schema, node: Located | undefined, path: Path = []): Generator<Reference> {
  if (node === undefined) return;
  const { refersTo } = metadataOf(schema);
  if (refersTo !== undefined && node.kind === "scalar" && typeof node.value === "string") {
    yield { kind: refersTo, text: node.value, path, written: "value" };
    return;
  }
  const inner = narrow(schema, plain(node));
  if (inner !== undefined) yield* references(inner, node, path);
  else yield* inParts(schema, node, path);
}

function* inParts(schema: Schema, node: Located, path: Path): Generator<Reference> {
  const { shape, element, items, keyType, valueType } = definitionOf(schema);
  if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) {
      const part = element ?? items?.[index];
      if (part !== undefined) yield* references(part, item, [...path, index]);
    }
  }
  if (node.kind !== "map") return;
  const refersTo = keyType === undefined ? undefined : metadataOf(keyType).refersTo;
  for (const [key, { value }] of node.entries) {
    const here = [...path, key];
    if (refersTo !== undefined) yield { kind: refersTo, text: key, path: here, written: "key" };
    const part = shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : valueType;
    if (part !== undefined) yield* references(part, value, here);
  }
}
