import { readFileSync, statSync } from "node:fs";
import { UserError } from "../../base/errors.ts";

/** A text that problems point into: a file, or an argument of the command line. */
export interface Source {
  /** Path as the user wrote it, or `--set`. */
  readonly name: string;
  /** What relative paths in it start from. */
  readonly folder: string;
  readonly text: string;
}

/** From `start` up to `end`, as offsets into the source's text. */
export interface Place {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

const largestFile = 1_000_000;

/**
 * The text of a YAML file.
 * @throws UserError when it is missing, unreadable, no file, larger than 1 MB or not UTF-8.
 */
export function readText(path: string): string {
  const bytes = readBytes(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${path} is not UTF-8 text`, { hint: "Save the file as UTF-8." });
  }
}

function readBytes(path: string): Buffer {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw new UserError(`${path} is a folder, not a file`, { hint: "Name the file in it." });
    if (!stat.isFile()) throw new UserError(`${path} is not a regular file`, { hint: "Copy its content into a file." });
    if (stat.size > largestFile)
      throw new UserError(`${path} has ${stat.size} bytes; expected at most ${largestFile}`, {
        hint: "A scenario is a page or two; is this the right file?",
      });
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = describe(error as NodeJS.ErrnoException);
    throw new UserError(`${path} cannot be read: ${reason.what}`, { hint: reason.hint, cause: error });
  }
}

function describe({ code, message }: NodeJS.ErrnoException): { what: string; hint: string } {
  switch (code) {
    case "ENOENT":
      return { what: "there is no such file", hint: "Check the path; it starts from the current folder." };
    case "ENOTDIR":
      return { what: "a part of its path is no folder", hint: "Check the path." };
    case "EACCES":
    case "EPERM":
      return { what: "permission denied", hint: "Give yourself read permission to it." };
    default:
      return { what: message, hint: "Check the path." };
  }
}

/** Line and column of an offset, both from 1. */
export function position({ source, start }: Place): { readonly line: number; readonly column: number } {
  const before = source.text.slice(0, start);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: start - lineStart + 1 };
}

/** The line of a place with carets below it. */
export function excerpt(place: Place): string {
  const { line, column } = position(place);
  const content = (place.source.text.split("\n")[line - 1] ?? "").replace(/\r$/, "");
  const carets = "^".repeat(Math.max(1, Math.min(place.end - place.start, content.length - column + 1)));
  const indent = content.slice(0, column - 1).replace(/[^\t]/g, " ");
  const number = String(line).padStart(5);
  return `${number} | ${content}\n      | ${indent}${carets}`;
}
