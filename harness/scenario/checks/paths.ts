import { accessSync, constants, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { at, valuePlace, withText, type Located } from "../document/located.ts";
import { problem, type Problem } from "../document/problem.ts";
import type { Reference } from "../schema/walk.ts";

const isPath = ({ kind }: Reference) => kind === "file" || kind === "file-or-folder";

/** Makes all paths relative to `folder`, whichever file they were written in. */
export function rebasePaths(root: Located, found: readonly Reference[], folder: string): Located {
  return found.filter(isPath).reduce((document, { text, path }) => {
    const from = at(document, path)?.place.source.folder ?? folder;
    return from === folder ? document : withText(document, path, relative(resolve(folder), resolve(from, text)));
  }, root);
}

/** Files and folders that are named but not there, not readable, or not what is asked for. */
export function checkPaths(root: Located, found: readonly Reference[], folder: string): readonly Problem[] {
  return found.filter(isPath).flatMap(({ kind, text, path }) => {
    const wrong = lookAt(isAbsolute(text) ? text : join(folder, text), kind === "file" ? "a file" : "a file or folder");
    if (wrong === undefined) return [];
    return [
      problem({ place: valuePlace(root, path), path, found: `${text}, ${wrong.what}`, expected: wrong.expected }),
    ];
  });
}

function lookAt(path: string, expected: string): { readonly what: string; readonly expected: string } | undefined {
  try {
    const stat = statSync(path);
    if (expected === "a file" && !stat.isFile()) return { what: "which is no file", expected };
    accessSync(path, constants.R_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM")
      return { what: "which may not be read", expected: `${expected} that you may read` };
    return { what: "which is not there", expected: `${expected} at ${path}` };
  }
}
