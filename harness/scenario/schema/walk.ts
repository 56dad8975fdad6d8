import type { z } from "zod";
import type { Located } from "../document/located.ts";
import type { Path } from "../document/problem.ts";
import type { StepVariants } from "./step.ts";
import type { ReferenceKind } from "./text.ts";

/** A text of a document that stands for something else. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly text: string;
  /** The text itself; for a map's key, `key` is set. */
  readonly path: Path;
  readonly written: "value" | "key";
}

type Schema = z.core.$ZodType;
/** The parts of zod's definitions that lead further down. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly items?: readonly Schema[];
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
}

/**
 * Everything in a document that its schema marks with `refersTo`, as far as the document has the schema's shape.
 */
export function* references(schema: Schema, node: Located | undefined, path: Path = []): Generator<Reference> {
  if (node === undefined) return;
  const definition = schema._zod.def as Definition;
  const meta = metadata(schema);
  if (meta.refersTo !== undefined && node.kind === "scalar" && typeof node.value === "string") {
    yield { kind: meta.refersTo, text: node.value, path, written: "value" };
    return;
  }
  const inner = definition.innerType ?? (meta.variants === undefined ? definition.in : variant(meta.variants, node));
  if (inner !== undefined) yield* references(inner, node, path);
  else if (definition.options !== undefined) {
    const option = definition.options.find((one) => fits(one, node, definition.discriminator));
    if (option !== undefined) yield* references(option, node, path);
  } else yield* inParts(definition, node, path);
}

function* inParts({ shape, element, items, keyType, valueType }: Definition, node: Located, path: Path) {
  if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) {
      const schema = element ?? items?.[index];
      if (schema !== undefined) yield* references(schema, item, [...path, index]);
    }
  }
  if (node.kind !== "map") return;
  for (const [key, { value }] of node.entries) {
    const here = [...path, key];
    const refersTo = keyType === undefined ? undefined : metadata(keyType).refersTo;
    if (refersTo !== undefined) yield { kind: refersTo, text: key, path: here, written: "key" } as const;
    const schema = shape?.[key] ?? valueType;
    if (schema !== undefined) yield* references(schema, value, here);
  }
}

function variant(variants: StepVariants, node: Located): Schema | undefined {
  if (node.kind !== "map") return undefined;
  return Object.entries(variants).find(([action]) => node.entries.has(action))?.[1];
}

/** Whether a document's part has the type that an alternative of a union asks for. */
function fits(schema: Schema, node: Located, discriminator: string | undefined): boolean {
  const definition = schema._zod.def as Definition;
  const inner = definition.innerType ?? definition.in;
  if (inner !== undefined) return fits(inner, node, discriminator);
  if (discriminator !== undefined) {
    const tag = node.kind === "map" ? node.entries.get(discriminator)?.value : undefined;
    const values = (definition.shape?.[discriminator]?._zod.def as { values?: readonly unknown[] } | undefined)?.values;
    return tag?.kind === "scalar" && values?.includes(tag.value) === true;
  }
  switch (node.kind) {
    case "map":
      return definition.type === "object" || definition.type === "record";
    case "list":
      return definition.type === "array" || definition.type === "tuple";
    case "scalar":
      return definition.type === typeof node.value;
  }
}

interface Metadata {
  readonly refersTo?: ReferenceKind;
  readonly variants?: StepVariants;
}

function metadata(schema: Schema): Metadata {
  return ((schema as z.ZodType).meta() ?? {}) as Metadata;
}
