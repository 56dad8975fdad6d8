import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asset, findPackage } from "./assets.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assets-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, content: object) => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify(content));
};

test("the package is found from a folder deep inside it, past package.json files of other names", () => {
  write("package.json", { name: "rollback-drill", version: "4.5.6" });
  write("dist/harness/package.json", { type: "module" });
  mkdirSync(join(folder, "dist/harness/base"));
  expect(findPackage(join(folder, "dist/harness/base"))).toEqual({ root: folder, version: "4.5.6" });
});

test("a damaged installation is named with the place where the search began", () => {
  write("package.json", { name: "somebody-else" });
  expect(() => findPackage(folder)).toThrow(`no package.json named rollback-drill in ${folder} or above it`);
});

test("an asset's path leads to the file itself", () => {
  expect(asset("package.json")).toBe(join(import.meta.dirname, "../../package.json"));
});
