import { column, nameColumn, type Printer } from "../printer.ts";

export const definitionPrinter: Printer = {
  columns: [nameColumn, column("Created At", "date")],
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? null],
};
