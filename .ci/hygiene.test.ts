import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { findPackage } from "../harness/base/assets.ts";

const { root } = findPackage();

interface Lock {
  readonly packages: Readonly<Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>>;
}

const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;

const skippedFolders = new Set(["node_modules", "dist", "runs", "coverage", ".git", ".cache"]);

/** Lines of the project's own files that match, as `path:line: text`. */
function linesMatching(pattern: RegExp): string[] {
  const files = globSync("**/*.{ts,js,json,md,yaml,yml,sh}", {
    cwd: root,
    exclude: (path) => skippedFolders.has(basename(path)) || path === "package-lock.json",
  });
  expect(files).toContain("package.json");
  return files.flatMap((path) =>
    readFileSync(join(root, path), "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

test("nothing is left for later in the sources", () => {
  const words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"];
  expect(linesMatching(new RegExp(`\\b(${words.join("|")})\\b`))).toEqual([]);
});

test("no file names a folder of somebody's machine", () => {
  const homes = ["/ho" + "me/\\w+/", "/Us" + "ers/\\w+/", "/ro" + "ot/"];
  expect(linesMatching(new RegExp(`(?<![\\w.-])(${homes.join("|")}|${RegExp.escape(root)}/)`))).toEqual([]);
});

test("the lock file says what to install, not from which registry", () => {
  const addresses = Object.entries(lock.packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ""));
  expect(addresses).toEqual([]);
});

test("the lock file has no holes: every optional package of another platform is in it", () => {
  const holes = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(path, name)),
  );
  expect(holes).toEqual([]);
});

/** As Node resolves: in the package's own node_modules, or in one above it. */
function isLocked(from: string, name: string): boolean {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${path === "" ? "" : `${path}/`}node_modules/${name}`] !== undefined) return true;
    if (path === "") return false;
  }
}

test("every dependency is pinned to one version", () => {
  const versions = Object.entries({ ...manifest["dependencies"], ...manifest["devDependencies"] });
  expect(versions.filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("tests run on the Node that the project brings along, whatever the machine has", () => {
  expect(process.versions.node).toBe(manifest["devDependencies"]?.["node"]);
});
