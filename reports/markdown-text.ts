export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const row = (cells: readonly string[]) => `| ${cells.map(escape).join(" | ")} |`;
  return [row(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(row)];
}

export function list(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ["", ...items.map((item) => `- ${escape(item)}`)];
}

export function details(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `<details><summary>${escape(title)}</summary>`, "", ...lines, "", "</details>"];
}

/** What a cluster or a script said must not become markup or end a table cell. */
export function escape(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]#|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

export function code(text: string): string {
  const shown = text.replace(/[`\s]+/g, " ");
  return `\`${shown}\``;
}
