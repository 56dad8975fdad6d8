import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const packageName = "rollback-drill";

/** Where this package stands, whether it runs from its sources or from `dist/`. */
export interface PackageInfo {
  /** Absolute path of the folder that holds package.json, scenarios/ and fixtures/. */
  readonly root: string;
  readonly version: string;
}

/**
 * Walks up from `start` to the package.json that is named rollback-drill.
 * @throws Error when there is none: the installation is damaged.
 */
export function findPackage(start: string = import.meta.dirname): PackageInfo {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) {
      const { name, version } = JSON.parse(readFileSync(file, "utf8")) as { name?: string; version?: string };
      if (name === packageName) return { root: folder, version: version ?? "0.0.0" };
    }
    if (folder === dirname(folder)) throw new Error(`no package.json named ${packageName} in ${start} or above it`);
  }
}

/**
 * Absolute path of a file or folder that ships beside package.json, for example `asset("scenarios/clean-rollback.yaml")`.
 * Data that code needs to work is better imported as a JSON module: the build then carries it along.
 */
export function asset(path: string): string {
  return join(findPackage().root, path);
}
