import { readFileSync } from "node:fs";
import type { CompiledField, CompiledType, CompiledTypes } from "./compile-types.ts";

/** `any` is a value whose inside the schema does not describe, such as a ControllerRevision's data. */
export type Scalar =
  | "string"
  | "int32"
  | "int64"
  | "number"
  | "boolean"
  | "bytes"
  | "quantity"
  | "intOrString"
  | "time"
  | "microTime"
  | "any";

export interface ScalarType {
  readonly kind: "scalar";
  readonly scalar: Scalar;
}

export interface StructType {
  readonly kind: "struct";
  /** Without the Go path: `core.v1.Container`. */
  readonly name: string;
  /** Owned and merged as one value by server-side apply. */
  readonly atomic: boolean;
  readonly fields: ReadonlyMap<string, Field>;
  /** The fields that the real server always writes, because their Go type cannot be absent. */
  readonly defaulted: readonly Field[];
  /** What other fields are, where a custom kind keeps what it does not describe. */
  readonly rest?: Type | undefined;
}

export interface MapType {
  readonly kind: "map";
  readonly element: Type;
  readonly atomic: boolean;
}

export interface ListType {
  readonly kind: "list";
  readonly element: Type;
  /** How server-side apply merges it: as one value, as a set of scalars, or item by item under its keys. */
  readonly merge: "atomic" | "set" | "map";
  readonly keys: readonly string[];
}

/** What a custom kind does not describe: maps are merged entry by entry, everything else is one value. */
export interface DeducedType {
  readonly kind: "deduced";
}

export type Type = ScalarType | StructType | MapType | ListType | DeducedType;

export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly required: boolean;
  /** Its zero value (empty string, false, 0, empty list or map) means absent. */
  readonly omitZero: boolean;
  /** The value that an absent field has; an object stands for an empty one of the field's own type, null for no time. */
  readonly default: unknown;
  /** How strategic merge patch treats the field; undefined merges objects and replaces lists. */
  readonly patch: CompiledField["patch"];
  readonly mergeKey: string | undefined;
}

const scalars = new Map<string, ScalarType>(
  (
    [
      "string",
      "int32",
      "int64",
      "number",
      "boolean",
      "bytes",
      "quantity",
      "intOrString",
      "time",
      "microTime",
      "any",
    ] as const
  ).map((scalar) => [scalar, { kind: "scalar", scalar }]),
);

/** Types of the Kubernetes API, with references resolved; recursive ones point back at themselves. */
export class Schema {
  readonly #kinds = new Map<string, StructType>();

  constructor(compiled: CompiledTypes) {
    const structs = new Map<string, StructType>();
    const resolve = (type: CompiledType): Type => {
      if (typeof type === "string") {
        const found = scalars.get(type) ?? structs.get(type);
        if (found === undefined) throw new Error(`schema: no type is named "${type}"`);
        return found;
      }
      if ("list" in type) return { kind: "list", element: resolve(type.list), merge: type.as, keys: type.keys ?? [] };
      return { kind: "map", element: resolve(type.map), atomic: type.atomic ?? false };
    };
    const entries = Object.entries(compiled.structs).map(([name, { atomic = false, fields }]) => {
      const struct = {
        kind: "struct",
        name,
        atomic,
        fields: new Map<string, Field>(),
        defaulted: [] as Field[],
      } as const;
      structs.set(name, struct);
      return { struct, fields };
    });
    for (const { struct, fields } of entries) {
      for (const [name, field] of Object.entries(fields)) {
        const resolved: Field = {
          name,
          type: resolve(field.type),
          required: field.required ?? false,
          omitZero: field.omitZero ?? false,
          default: field.default,
          patch: field.patch,
          mergeKey: field.mergeKey,
        };
        struct.fields.set(name, resolved);
        if (field.default !== undefined) struct.defaulted.push(resolved);
      }
    }
    for (const [kind, name] of Object.entries(compiled.kinds)) this.#kinds.set(kind, structs.get(name)!);
  }

  /** The struct of a kind, by `apps/v1` and `Deployment`; undefined when the schema does not know it. */
  kind(apiVersion: string, kind: string): StructType | undefined {
    return this.#kinds.get(`${apiVersion}/${kind}`);
  }
}

/** Kubernetes 1.34, generally available groups; made by `compileTypes`. */
export const kubernetesSchema = new Schema(
  JSON.parse(readFileSync(new URL("./types.json", import.meta.url), "utf8")) as CompiledTypes,
);
