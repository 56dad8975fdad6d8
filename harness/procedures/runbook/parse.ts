import { UserError } from "../../base/errors.ts";

/** A step of a runbook, in the order in which it stands there. */
export type RunbookStep =
  | {
      readonly kind: "block";
      readonly title: string;
      /** of its first line, from 1 */ readonly line: number;
      readonly code: string;
    }
  | { readonly kind: "manual"; readonly title: string; readonly line: number; readonly text: string };

/** Languages of fences that are run. */
const shells = new Set(["sh", "bash", "shell"]);
const manualHeading = /\s*\(manual\)\s*$/i;

/**
 * The steps of a Markdown runbook: every fenced block of `sh`, `bash` or `shell`, called after the heading that it stands
 * under, and every manual step. Manual is a heading that ends in `(manual)`, with all that stands under it, or a paragraph
 * or quotation that begins with `Manual:`. Fences of other languages, in quotations and in HTML comments are text.
 * @throws UserError for a fence that is never closed.
 */
export function parseRunbook(source: string, file: string): readonly RunbookStep[] {
  const parser = new Parser(file);
  const lines = withoutComments(source).split(/\r?\n/);
  const start = frontMatter(lines);
  for (let index = start; index < lines.length; index++) parser.line(lines[index]!, index + 1, lines[index - 1]);
  return parser.end();
}

class Parser {
  readonly #file: string;
  readonly #steps: RunbookStep[] = [];
  readonly #uses = new Map<string, number>();
  #heading = "";
  /** A manual step whose text is still being read: of a whole section, or of one paragraph. */
  #manual:
    | {
        readonly title: string;
        readonly line: number;
        readonly extent: "section" | "paragraph";
        readonly text: string[];
      }
    | undefined;
  #fence:
    | {
        readonly mark: string;
        readonly indent: string;
        readonly runs: boolean;
        readonly line: number;
        readonly code: string[];
      }
    | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  line(line: string, number: number, before: string | undefined): void {
    if (this.#fence !== undefined) return this.#insideFence(line, number);
    const fence = /^([ \t]*)(`{3,}|~{3,})\s*([^\s`{]*)/.exec(line);
    if (fence !== null) {
      const [, indent = "", mark = "", language = ""] = fence;
      if (this.#manual?.extent === "paragraph") this.#closeManual();
      const runs = shells.has(language.toLowerCase()) && this.#manual === undefined;
      this.#fence = { mark, indent, runs, line: number + 1, code: [] };
      this.#manual?.text.push(line);
      return;
    }
    const heading = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/.exec(line)?.[1];
    const underlined = /^ {0,3}(=+|-+)\s*$/.test(line) && isParagraph(before) ? before : undefined;
    if (heading !== undefined || underlined !== undefined)
      return this.#startSection(plain(heading ?? underlined!), number);
    this.#text(line, number);
  }

  end(): readonly RunbookStep[] {
    if (this.#fence !== undefined)
      throw new UserError(`${this.#file}:${this.#fence.line - 1}: this block is never closed`, {
        hint: `end it with a line of ${this.#fence.mark}`,
      });
    this.#closeManual();
    return this.#steps;
  }

  #insideFence(line: string, number: number): void {
    const { mark, indent, runs, code, line: first } = this.#fence!;
    this.#manual?.text.push(line);
    const close = /^\s*(`{3,}|~{3,})\s*$/.exec(line)?.[1];
    if (close === undefined || close[0] !== mark[0] || close.length < mark.length) {
      code.push(unindented(line, indent));
      return;
    }
    this.#fence = undefined;
    if (runs && number > first)
      this.#steps.push({
        kind: "block",
        title: this.#unique(this.#heading),
        line: first,
        code: `${code.join("\n")}\n`,
      });
  }

  #startSection(title: string, line: number): void {
    this.#closeManual();
    this.#heading = title.replace(manualHeading, "");
    if (manualHeading.test(title))
      this.#manual = { title: this.#unique(this.#heading), line, extent: "section", text: [] };
  }

  #text(line: string, number: number): void {
    if (this.#manual === undefined) {
      const begin = /^[ \t]*(?:>\s*|[-*+]\s+|\d+[.)]\s+)*(?:\*\*|__)?manual:(?:\*\*|__)?\s*(.*)$/i.exec(line)?.[1];
      if (begin !== undefined)
        this.#manual = { title: this.#unique(this.#heading), line: number, extent: "paragraph", text: [begin] };
    } else if (this.#manual.extent === "paragraph" && /^[\s>]*$/.test(line)) this.#closeManual();
    else this.#manual.text.push(line.replace(/^\s*>\s?/, ""));
  }

  #closeManual(): void {
    if (this.#manual === undefined) return;
    const { title, line, text } = this.#manual;
    this.#manual = undefined;
    this.#steps.push({ kind: "manual", title, line, text: text.join("\n").trim() });
  }

  /** A second step under one heading is called `Drain eu (2)`. */
  #unique(heading: string): string {
    const title = heading === "" ? "Before the first heading" : heading;
    const count = (this.#uses.get(title) ?? 0) + 1;
    this.#uses.set(title, count);
    return count === 1 ? title : `${title} (${count})`;
  }
}

/** Blanks HTML comments outside of fences, keeping the number of lines. */
function withoutComments(source: string): string {
  return source.replaceAll(/^[ \t]*(`{3,}|~{3,})[^]*?^[ \t]*\1[`~]*[ \t]*$|<!--[^]*?(?:-->|$(?![^]))/gm, (found) =>
    found.startsWith("<!--") ? found.replaceAll(/[^\n]/g, "") : found,
  );
}

/** Index of the first line after a YAML head between two lines of `---`. */
function frontMatter(lines: readonly string[]): number {
  if (lines[0]?.trim() !== "---") return 0;
  const end = lines.findIndex((line, index) => index > 0 && /^(---|\.\.\.)\s*$/.test(line));
  return end < 0 ? 0 : end + 1;
}

const isParagraph = (line: string | undefined) =>
  line !== undefined && line.trim() !== "" && !/^\s*(>|[-*+]\s|\d+[.)]\s|\||#|`{3}|~{3})/.test(line);

function unindented(line: string, indent: string): string {
  let cut = 0;
  while (cut < indent.length && /[ \t]/.test(line[cut] ?? "")) cut++;
  return line.slice(cut);
}

/** A heading without its emphasis, code marks and link targets. */
function plain(heading: string): string {
  return heading
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/`([^`]*)`/g, "$1")
    .replaceAll(/(\*\*|__)(.+?)\1/g, "$2")
    .replaceAll(/(?<![\w*])\*([^*]+)\*(?![\w*])/g, "$1")
    .trim();
}
