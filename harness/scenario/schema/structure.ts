import type { z } from "zod";
import type { StepVariants } from "./step.ts";
import type { ReferenceKind } from "./text.ts";

export type Schema = z.core.$ZodType;

/** The parts of zod's definitions that lead further down, whatever the type. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly items?: readonly Schema[];
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly out?: Schema;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly defaultValue?: unknown;
  readonly values?: readonly unknown[];
}

export function definitionOf(schema: Schema): Definition {
  return schema._zod.def as Definition;
}

interface Metadata {
  readonly refersTo?: ReferenceKind;
  readonly variants?: StepVariants;
}

export function metadataOf(schema: Schema): Metadata {
  return ((schema as z.ZodType).meta() ?? {}) as Metadata;
}

/**
 * What stands behind a default, an optional, a transform, a union or a step, for this value; undefined for a schema that
 * holds a value or its parts itself, and where no alternative has the value's type.
 */
export function narrow(schema: Schema, value: unknown): Schema | undefined {
  const { variants } = metadataOf(schema);
  if (variants !== undefined) return variantOf(variants, value);
  const { options, discriminator } = definitionOf(schema);
  return options === undefined ? wrapped(schema) : options.find((option) => fits(option, value, discriminator));
}

function wrapped(schema: Schema): Schema | undefined {
  const { innerType, in: input, out: output } = definitionOf(schema);
  if (innerType !== undefined || input === undefined) return innerType;
  return definitionOf(input).type === "transform" ? output : input;
}

function variantOf(variants: StepVariants, value: unknown): Schema | undefined {
  if (!isMap(value)) return undefined;
  return Object.entries(variants).find(([action]) => Object.hasOwn(value, action))?.[1];
}

function fits(schema: Schema, value: unknown, discriminator: string | undefined): boolean {
  const { type, shape, values } = definitionOf(schema);
  const inner = wrapped(schema);
  if (inner !== undefined) return fits(inner, value, discriminator);
  if (discriminator !== undefined) {
    const tag = shape?.[discriminator];
    return tag !== undefined && isMap(value) && definitionOf(tag).values?.includes(value[discriminator]) === true;
  }
  if (values !== undefined) return values.includes(value);
  if (Array.isArray(value)) return type === "array" || type === "tuple";
  return isMap(value) ? type === "object" || type === "record" : type === typeof value;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
