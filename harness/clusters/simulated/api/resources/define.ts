import { kubernetesSchema, type StructType } from "../../schema/schema.ts";
import { fillZeros, type Mutable } from "../decode.ts";
import { settle } from "../settle.ts";
import type { Resource, Verb } from "./resource.ts";

const allVerbs: readonly Verb[] = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

export type Definition = Pick<Resource, "group" | "version" | "kind" | "plural"> & Partial<Resource>;

/** Completes a resource: namespaced, without subresources or rules of its own, unless said otherwise. */
export function define(definition: Definition): Resource {
  const apiVersion = definition.group === "" ? definition.version : `${definition.group}/${definition.version}`;
  const type = kubernetesSchema.kind(apiVersion, definition.kind);
  if (type === undefined) throw new Error(`the schema has no ${apiVersion} ${definition.kind}`);
  return {
    singular: definition.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    subresources: [],
    verbs: allVerbs,
    type,
    zero: zeroOf(type),
    generation: "none",
    fieldLabels: {},
    orphansByDefault: false,
    ...definition,
  };
}

function zeroOf(type: StructType): Readonly<Mutable> {
  const zero: Mutable = {};
  fillZeros(type, zero);
  return settle(zero, undefined);
}

/** Sets a field that is absent. */
export function orElse(object: Record<string, unknown>, key: string, value: unknown): void {
  if (object[key] === undefined) object[key] = value;
}
