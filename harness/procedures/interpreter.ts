import { accessSync, constants } from "node:fs";
import { basename, delimiter, isAbsolute, join } from "node:path";

/** How a script is started: by the system, which reads its first line, or by the program that this line names. */
export interface Interpreter {
  /** Absolute path or a name on PATH, and its own arguments; empty when the system can start the file as it is. */
  readonly command: readonly string[];
  /** The program that has to be there either way. */
  readonly program: string;
}

/**
 * A file that may be executed and has a first line `#!…` is started as it is; one that may not is given to the program
 * that the line names; one without such a line is taken for bash.
 */
export function interpreterOf(text: string, executable: boolean): Interpreter {
  const [, line] = /^#!\s*([^\n]*)/.exec(text) ?? [];
  if (line === undefined) return { command: ["bash"], program: "bash" };
  const [path = "", argument = ""] = /^(\S+)\s*(.*)$/.exec(line.trim())?.slice(1) ?? [];
  const words = argument.split(/\s+/).filter((word) => word !== "");
  const named =
    basename(path) === "env" ? words.find((word) => !word.startsWith("-") && !word.includes("=")) : undefined;
  // The system hands over all that follows the path as one argument; only `env -S` takes it apart.
  const command = argument === "" ? [path] : [path, argument];
  return { command: executable ? [] : command, program: named ?? path };
}

/** Absolute path of a program, or undefined when it is not on the PATH or must not be executed. */
export function findProgram(program: string, path: string | undefined): string | undefined {
  const candidates = isAbsolute(program)
    ? [program]
    : (path ?? "").split(delimiter).map((folder) => join(folder || ".", program));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
