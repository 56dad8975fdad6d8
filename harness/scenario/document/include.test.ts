import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { composeFile } from "./include.ts";
import { at, plain, valuePlace } from "./located.ts";
import { problemLine } from "./problem.ts";
import { position } from "./source.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "include-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function compose(path: string) {
  const { root, problems } = composeFile(join(folder, path));
  return {
    root,
    value: root && plain(root),
    problems: problems.map((one) => problemLine(one).replaceAll(`${folder}/`, "")),
  };
}

describe("include", () => {
  test("puts the file on top: maps are merged key by key, everything else is replaced", () => {
    write("base.yaml", "clusters: { eu: { nodes: 1 }, us: {} }\nlist: [1, 2]\nname: base");
    write("x.yaml", "include: base.yaml\nclusters: { eu: { context: e }, ap: {} }\nlist: [3]");
    expect(compose("x.yaml").value).toEqual({
      clusters: { eu: { nodes: 1, context: "e" }, us: {}, ap: {} },
      list: [3],
      name: "base",
    });
  });

  test("puts a later file on top of an earlier one, and follows includes of includes from their own folder", () => {
    write("common/deep.yaml", "a: deep\nb: deep\nc: deep");
    write("common/one.yaml", "include: [deep.yaml]\nb: one\nc: one");
    write("two.yaml", "c: two");
    write("x.yaml", "include: [common/one.yaml, two.yaml]");
    expect(compose("x.yaml").value).toEqual({ a: "deep", b: "one", c: "two" });
  });

  test("keeps the place of every value in the file that it came from", () => {
    write("base.yaml", "\n\nclusters: { eu: { nodes: 1 } }");
    write("x.yaml", "include: [base.yaml]\nclusters: { eu: { context: e } }");
    const { root } = compose("x.yaml");
    const place = valuePlace(root!, ["clusters", "eu", "nodes"]);
    expect(place.source.name).toBe(join(folder, "base.yaml"));
    expect(position(place)).toEqual({ line: 3, column: 26 });
    expect(at(root, ["clusters", "eu", "context"])?.place.source.name).toBe(join(folder, "x.yaml"));
  });

  test("lets two files include the same one", () => {
    write("base.yaml", "a: 1");
    write("one.yaml", "include: base.yaml");
    write("two.yaml", "include: base.yaml");
    write("x.yaml", "include: [one.yaml, two.yaml]");
    expect(compose("x.yaml")).toMatchObject({ value: { a: 1 }, problems: [] });
  });

  test("of each other is refused", () => {
    write("a.yaml", "include: [b.yaml]");
    write("b.yaml", "include: [a.yaml]");
    expect(compose("a.yaml").problems).toEqual([
      "b.yaml:1:11: include[0]: a.yaml, which includes this file; expected files that do not include each other",
    ]);
  });

  test("of a missing, a broken and an empty file is refused with all reasons", () => {
    write("broken.yaml", "a: [1");
    write("empty.yaml", "");
    write("x.yaml", "include: [none.yaml, broken.yaml, empty.yaml]");
    expect(compose("x.yaml").problems).toEqual([
      "x.yaml:1:11: include[0]: none.yaml cannot be read: there is no such file; expected a file that can be read",
      expect.stringMatching(/^broken\.yaml:1:\d+: a mistake in the YAML/),
      "empty.yaml:1:1: an empty file; expected a map of keys and values",
    ]);
  });

  test("of something that is no file name is refused", () => {
    write("x.yaml", "include: { a: 1 }");
    expect(compose("x.yaml").problems).toEqual(["x.yaml:1:10: include: a map; expected a list of files"]);
  });
});
