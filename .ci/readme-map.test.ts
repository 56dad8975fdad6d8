import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findPackage } from "../harness/base/assets.ts";

const { root } = findPackage();

/** Paths of the folders in the map: its lines are indented by two spaces a level, and a folder's name ends in a slash. */
function foldersOfMap(readme: string): string[] {
  const map = /^## Map\n+```\n(?<lines>[^]*?)\n```/m.exec(readme)?.groups?.["lines"] ?? "";
  const trail: string[] = [];
  return map.split("\n").flatMap((line) => {
    const [, indent, name] = /^( *)([\w.-]+)\/(?: |$)/.exec(line) ?? [];
    if (indent === undefined || name === undefined) return [];
    trail.splice(indent.length / 2, Infinity, name);
    return [trail.join("/")];
  });
}

const isFolder = (path: string) => statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true;

/** Not part of the project: what .gitignore names as folders at the top. */
const ignored = new Set(["node_modules", "dist", "runs", "coverage"]);

const subfolders = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => join(path, entry.name))
    .filter((folder) => !ignored.has(folder));

const folders = foldersOfMap(readFileSync(join(root, "README.md"), "utf8"));

test("every folder in the map of the README exists", () => {
  expect(folders).toContain("harness/scenario");
  expect(folders.filter((folder) => !isFolder(folder))).toEqual([]);
});

test("every folder at the top and in harness/ is in the map of the README", () => {
  const existing = [...subfolders("."), ...subfolders("harness")];
  expect(existing.filter((folder) => !folders.includes(folder))).toEqual([]);
});

test("the map is read as a tree, whatever stands beside the names", () => {
  const readme =
    "# X\n\n## Map\n\n```\na/       first\n  b/     second\n    c/\n  file.ts  no folder\nd.e/\n```\n\n```\nf/\n```\n";
  expect(foldersOfMap(readme)).toEqual(["a", "a/b", "a/b/c", "d.e"]);
});
