/** The cells of one line. */
export type Row = readonly string[];

/** Columns as wide as they must be. */
export function table(rows: readonly Row[]): readonly string[] {
  const widths = rows.reduce<number[]>(
    (found, row) => row.map((cell, index) => Math.max(found[index] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index]!))).join("  "),
  );
}
