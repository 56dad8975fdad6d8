import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Path of a program as a shell with this environment would find it; undefined when it would not. */
export function findOnPath(tool: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  return (env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, tool))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
