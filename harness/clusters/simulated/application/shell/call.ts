import type { Io, Machine, Steps } from "./machine.ts";

/** A command with all that it finds around it. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
  readonly io: Io;
  readonly machine: Machine;
  /** Exported variables. */
  readonly environment: ReadonlyMap<string, string>;
  readonly cwd: string;
}

/** A program: what it does, and its exit code. */
export type Applet = (call: Call) => number | Steps<number>;

/** Complains as programs do, and fails. */
export function fail({ name, io }: Call, message: string, code = 1): number {
  io.err(`${name}: ${message}\n`);
  return code;
}

/** What a program says of an option that it does not have here. */
export function invalidOption(call: Call, option: string): number {
  return fail(call, `invalid option -- '${option.replace(/^-+/, "")}'`);
}

/**
 * Splits arguments into flags and the rest. `known` names the flags, one letter each; a colon behind one means that it
 * takes a value. The first flag that is none of these is `unknown`.
 */
export function parseFlags(args: readonly string[], known: string) {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  let unknown: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--") {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith("-") || arg === "-") {
      rest.push(arg);
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at]!;
      const position = letter === ":" ? -1 : known.indexOf(letter);
      if (position < 0) {
        unknown ??= arg.startsWith("--") ? arg : letter;
        break;
      }
      if (known[position + 1] !== ":") {
        flags.set(letter, "");
        continue;
      }
      flags.set(letter, arg.slice(at + 1) || (args[++i] ?? ""));
      break;
    }
  }
  return { flags, rest, unknown };
}
