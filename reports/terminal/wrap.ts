import { stripVTControlCharacters } from "node:util";

/** Breaks a text into lines of at most `width` columns, at spaces where there are any. Control characters are dropped. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of printable(text).split(" ")) {
    for (let rest = word; ;) {
      const space = line === "" ? 0 : 1;
      if (line.length + space + rest.length <= width) {
        line += " ".repeat(space) + rest;
        break;
      }
      if (line !== "") {
        lines.push(line);
        line = "";
      } else {
        lines.push(rest.slice(0, width));
        rest = rest.slice(width);
      }
    }
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

/** Wraps with `first` before the first line and as many spaces before the others. */
export function hanging(first: string, text: string, width: number): string {
  const indent = " ".repeat(first.length);
  return wrap(text, Math.max(20, width - first.length))
    .map((line, index) => (index === 0 ? first : indent) + line)
    .join("\n");
}

/** What a cluster or a script says must not move the cursor or colour the terminal. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\p{Cc}+/gu, " ")
    .trim();
}
