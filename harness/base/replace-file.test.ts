import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replaceFile } from "./replace-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drill-replace-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file gets a new text, and its owner alone may read it", () => {
  const path = join(folder, "state.json");
  writeFileSync(path, "a longer text from before", { mode: 0o644 });
  replaceFile(path, "now");
  expect(readFileSync(path, "utf8")).toBe("now");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

test("where a file cannot be replaced, all is as it was", () => {
  const path = join(folder, "state.json");
  mkdirSync(join(path, "in-the-way"), { recursive: true });
  expect(() => replaceFile(path, "now")).toThrow(path);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["state.json", join("state.json", "in-the-way")]);
});
