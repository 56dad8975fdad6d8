import type { KubernetesObject } from "../../../kubernetes.ts";

export interface Column {
  readonly name: string;
  readonly type: "string" | "integer" | "boolean" | "date" | "number";
  readonly format: string;
  /** Above 0: shown by `-o wide` only. */
  readonly priority: number;
  readonly description?: string;
}

export type Cell = string | number | boolean | null;

/** How a kind looks as a row. The cells stand in the order of the columns, wide ones included. */
export interface Printer {
  readonly columns: readonly Column[];
  cells(object: KubernetesObject, now: Date): readonly Cell[];
  /** Of kinds that the real server has no printer for: a table of nothing then has no rows, not an empty list of them. */
  readonly isDefault?: true;
}

export const nameColumn: Column = { name: "Name", type: "string", format: "name", priority: 0 };

export function column(name: string, type: Column["type"] = "string"): Column {
  return { name, type, format: "", priority: 0 };
}

/** A column of `-o wide`. */
export function wide(name: string, type: Column["type"] = "string"): Column {
  return { name, type, format: "", priority: 1 };
}

export function columns(...names: readonly string[]): Column[] {
  return names.map((name) => column(name));
}
