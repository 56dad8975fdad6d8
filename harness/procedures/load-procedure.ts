import { accessSync, constants } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "../base/errors.ts";
import type { ProcedureDeclaration } from "../scenario/schema/procedure.ts";
import type { Procedure } from "./procedure.ts";
import type { Ask } from "./runbook/ask.ts";
import { runbookProcedure } from "./runbook/runbook.ts";
import { scriptProcedure } from "./script.ts";
import { stepsProcedure } from "./steps/steps-procedure.ts";

export interface LoadOptions {
  /** Absolute path of the scenario file's folder: paths in the declaration are relative to it. */
  readonly folder: string;
  /** Waves of the `waves` strategy when the procedure names none: those of the rollout. */
  readonly waves?: readonly (readonly string[])[];
  /** Asks the person at the terminal; absent where there is none. */
  readonly ask?: Ask | undefined;
  /**
   * Folder in which scripts and runbooks are started; default the current one. People call their scripts from the root of
   * a repository, and so does `drill`: a relative path in a script means the same in a drill as at the prompt.
   */
  readonly cwd?: string;
  /** The user's environment; default that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads a procedure's files and makes it ready to run.
 * @throws UserError when a file is missing, cannot be read, is empty or is not what it should be.
 */
export async function loadProcedure(declaration: ProcedureDeclaration, options: LoadOptions): Promise<Procedure> {
  const { name, script, runbook, args, env, answers } = declaration;
  const { folder, cwd = process.cwd(), env: inherited = process.env, ask } = options;
  if (script !== undefined) {
    const file = resolve(folder, script);
    const text = await readText(file, "script");
    if (/^#![^\n]*\r\n/.test(text))
      throw new UserError(`the script ${file} has Windows line ends, so that its interpreter cannot be found`, {
        hint: "store it with \\n alone at the ends of lines",
      });
    return scriptProcedure({ name, file, text, executable: isExecutable(file), args, env, inherited, cwd });
  }
  if (runbook !== undefined) {
    const file = resolve(folder, runbook);
    return runbookProcedure({ name, file, text: await readText(file, "runbook"), answers, ask, env, inherited, cwd });
  }
  return stepsProcedure(declaration, { folder, waves: declaration.waves ?? options.waves ?? [], env, inherited, cwd });
}

/** Bytes; nobody writes a procedure that long by hand. */
const largest = 4 * 1024 * 1024;

async function readText(file: string, what: "script" | "runbook"): Promise<string> {
  const hint = "paths in a scenario are relative to the scenario file";
  const info = await stat(file).catch((cause: unknown) => {
    throw new UserError(`there is no ${what} ${file}`, { hint, cause });
  });
  if (!info.isFile()) throw new UserError(`the ${what} ${file} is no file`, { hint });
  if (info.size > largest)
    throw new UserError(`the ${what} ${file} has ${info.size} bytes; at most ${largest} are read`);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new UserError(`cannot read the ${what} ${file}: ${(cause as Error).message}`, {
      hint: "check its permissions",
      cause,
    });
  });
  if (bytes.includes(0))
    throw new UserError(`the ${what} ${file} is a binary file`, {
      hint: what === "script" ? "call programs from a small script" : "a runbook is a Markdown file",
    });
  const text = bytes.toString("utf8");
  if (text.trim() === "")
    throw new UserError(`the ${what} ${file} is empty`, {
      hint: "a procedure that does nothing is an empty list of steps: steps: []",
    });
  return text;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
