import { describe, expect, test } from "vitest";
import { fc } from "../../base/testing/properties.ts";
import { parseRunbook } from "./parse.ts";

const titles = (text: string) => parseRunbook(text, "x.md").map(({ kind, title }) => `${kind} ${title}`);
const codes = (text: string) =>
  parseRunbook(text, "x.md").map((step) => (step.kind === "block" ? step.code : `? ${step.text}`));

describe("a runbook's steps", () => {
  test("are its blocks of sh, bash and shell, called after their headings", () => {
    const text = "# A\n```sh\none\n```\n## B ##\n~~~bash\ntwo\n~~~\nC\n===\n```shell title=x\nthree\n```\n";
    expect(titles(text)).toEqual(["block A", "block B", "block C"]);
    expect(codes(text)).toEqual(["one\n", "two\n", "three\n"]);
  });

  test("do not include other languages, indented code, quotations, comments and the YAML head", () => {
    const text = [
      "---\ntitle: x\n---",
      "# A\n```text\nno\n```\n```\nno\n```\n```console\n$ no\n```",
      "    ```nothing",
      "> ```sh\n> no\n> ```",
      "<!--\n```sh\nno\n```\n-->",
    ];
    expect(titles(text.slice(0, 2).join("\n"))).toEqual([]);
    expect(titles([text[0], text[1], text[3], text[4], "```sh\nyes\n```"].join("\n"))).toEqual(["block A"]);
  });

  test("in lists lose their indentation, and keep what is theirs", () => {
    expect(codes("1. do\n\n   ```sh\n   if x; then\n     y\n   fi\n   ```\n")).toEqual(["if x; then\n  y\nfi\n"]);
  });

  test("may hold shorter fences, comments and headings as text", () => {
    const inner = "cat <<EOF\n```sh\n# no heading\n<!-- kept -->\n```\nEOF";
    expect(codes(`\`\`\`\`sh\n${inner}\n\`\`\`\`\n`)).toEqual([`${inner}\n`]);
  });

  test("under one heading are told apart, and lines are those of the file", () => {
    const steps = parseRunbook("# Do `kubectl` **now** [docs](http://x)\n```sh\na\n```\n\n```sh\nb\n```\n", "x.md");
    expect(steps.map(({ title, line }) => [title, line])).toEqual([
      ["Do kubectl now docs", 3],
      ["Do kubectl now docs (2)", 7],
    ]);
  });

  test("manual ones are headings marked so, with all that stands under them", () => {
    const text = "## Tell (Manual)\nCall.\n```sh\nssh node\n```\n## Next\n```sh\na\n```\n";
    expect(titles(text)).toEqual(["manual Tell", "block Next"]);
    expect(codes(text)[0]).toBe("? Call.\n```sh\nssh node\n```");
  });

  test("manual ones are paragraphs, quotations and list items that begin with Manual:", () => {
    const text = "# A\n> **Manual:** look at\n> the dashboard\n\n```sh\na\n```\n\nManual: approve\n\n- manual: third\n";
    expect(titles(text)).toEqual(["manual A", "block A (2)", "manual A (3)", "manual A (4)"]);
    expect(codes(text)[0]).toBe("? look at\nthe dashboard");
  });

  test("a block that is never closed is an error with its line", () => {
    expect(() => parseRunbook("# A\n\n```sh\nrm x\n", "ops/x.md")).toThrow("ops/x.md:3: this block is never closed");
  });

  test("code comes out as it went in, whatever it is", () => {
    const line = fc.string({ unit: "grapheme" }).filter((text) => !/[`~\r\n\u2028]|^\s/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(line, { minLength: 1 }), { minLength: 1, maxLength: 5 }), (programs) => {
        const text = programs
          .map((lines, index) => `# H${index}\n\n\`\`\`sh\n${lines.join("\n")}\n\`\`\`\n`)
          .join("\n");
        expect(codes(text)).toEqual(programs.map((lines) => `${lines.join("\n")}\n`));
      }),
    );
  });
});
