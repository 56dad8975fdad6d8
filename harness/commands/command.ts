import type { Command as Commander } from "commander";
import type { Terminal } from "../terminal.ts";

/** What a command gets from the outside. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by the first Ctrl-C or SIGTERM: stop, undo, report. */
  readonly signal: AbortSignal;
  /** Aborted by the second one: undo at once. */
  readonly hurry: AbortSignal;
}

export interface Invocation<Options> {
  readonly args: readonly string[];
  readonly options: Options;
}

/** One subcommand: one file, one entry in `commands.ts`. */
export interface Command<Options extends object = object> {
  /** Lines for the end of its help: a command line, and what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Adds its arguments and options. */
  define(command: Commander): void;
  /** @returns the exit code. Errors of the user are thrown as `UserError`. */
  run(invocation: Invocation<Options>, context: CommandContext): Promise<number>;
}

/** For options that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A command in the map of commands. */
export interface CommandEntry {
  /** One line for `drill --help`. */
  readonly summary: string;
  /** Only the command that is called is loaded, so that it starts at once. */
  load(): Promise<Command<never>>;
}
