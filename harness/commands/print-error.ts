import { exitCodes, UserError } from "../base/errors.ts";
import { paint, type Terminal } from "../terminal.ts";

/** Prints what was thrown. @returns the exit code for it. */
export function printError(error: unknown, terminal: Terminal): number {
  const label = (text: string) => paint({ colours: terminal.errorColours }, text === "error:" ? "red" : "cyan", text);
  if (error instanceof UserError) {
    terminal.err(`${label("error:")} ${error.message}\n`);
    if (error.hint !== undefined) terminal.err(`${label("hint:")} ${error.hint}\n`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.err(`${label("error:")} this is a bug in rollback-drill\n${stack}\n`);
  terminal.err(`${label("hint:")} Please report it with the lines above, the command line and the scenario.\n`);
  return exitCodes.invalid;
}
