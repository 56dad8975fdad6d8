import type { Applet } from "./call.ts";
import { applets } from "./commands/applets.ts";
import type { FileSystem } from "./file-system.ts";

/** The program of a name or a path: one of those here, a shell, or a file that is a script or nothing to run. */
export function findProgram(
  name: string,
  files: FileSystem,
  cwd: string,
): Applet | "shell" | "script" | "forbidden" | undefined {
  if (!name.includes("/")) return /^(a|da)?sh$/.test(name) ? "shell" : applets.get(name);
  const path = files.absolute(name, cwd);
  const entry = files.find(path);
  if (entry === undefined) return undefined;
  if (entry.kind !== "file" || (entry.mode & 0o111) === 0) return "forbidden";
  return /^\/(usr\/)?bin\//.test(path) ? findProgram(baseOf(path), files, cwd) : "script";
}

/** The last part of a path. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
