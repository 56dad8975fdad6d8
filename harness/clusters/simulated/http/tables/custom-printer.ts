import { findAll } from "../../api/custom/json-path.ts";
import type { CustomColumn, Resource } from "../../api/resources/resource.ts";
import { since } from "./cells.ts";
import { column, nameColumn, type Cell, type Column, type Printer } from "./printer.ts";

const printers = new WeakMap<object, Printer>();

/** The columns that a CustomResourceDefinition names; undefined for kinds that the server knows by itself. */
export function customPrinterOf({ custom }: Resource): Printer | undefined {
  if (custom === undefined) return undefined;
  let printer = printers.get(custom);
  if (printer === undefined)
    printers.set(custom, (printer = custom.columns.length === 0 ? agePrinter : printerOf(custom.columns)));
  return printer;
}

/** Of definitions that name no columns. */
const agePrinter: Printer = {
  columns: [nameColumn, column("Age", "date")],
  cells: ({ metadata }, now) => [metadata.name, since(metadata.creationTimestamp!, now)],
};

function printerOf(columns: readonly CustomColumn[]): Printer {
  return {
    columns: [
      nameColumn,
      ...columns.map(({ name, type, format = "", description, priority = 0, jsonPath }) => ({
        name,
        type: type as Column["type"],
        format,
        priority,
        description: description ?? `Custom resource definition column (in JSONPath format): ${jsonPath}`,
      })),
    ],
    cells: (object, now) => [
      object.metadata.name,
      ...columns.map((column) => cellOf(column, findAll(object, column.jsonPath), now)),
    ],
  };
}

/** A value of the wrong type shows as nothing, as the real server has it; of several values all are shown. */
function cellOf({ type }: CustomColumn, values: readonly unknown[], now: Date): Cell {
  const [value] = values;
  if (value === undefined || value === null) return null;
  switch (type) {
    case "integer":
      return typeof value === "number" ? Math.trunc(value) : null;
    case "number":
      return typeof value === "number" ? value : null;
    case "boolean":
      return typeof value === "boolean" ? value : null;
    case "date":
      return typeof value === "string" ? (Number.isNaN(Date.parse(value)) ? "<invalid>" : since(value, now)) : null;
    default:
      return values.map(plain).join(" ");
  }
}

function plain(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
