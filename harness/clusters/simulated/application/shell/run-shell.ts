import { shellBanner } from "./commands/usage.ts";
import type { Io, Machine, Steps } from "./machine.ts";
import { Shell } from "./shell.ts";
import type { ShellState } from "./shell-state.ts";

export interface ShellStart {
  readonly io: Io;
  readonly environment: ReadonlyMap<string, string>;
  readonly name?: string;
  readonly cwd?: string;
  readonly depth?: number;
  readonly counter?: { commands: number };
  /** Somebody types at a terminal. */
  readonly atTerminal?: boolean;
}

const welcome = `\n\n${shellBanner}\nEnter 'help' for a list of built-in commands.\n\n`;

/** `sh` with these arguments: a script from the command line, a file, or the input. */
export function* runShell(machine: Machine, args: readonly string[], start: ShellStart): Steps<number> {
  const { io, environment, name = "sh", cwd = "/", depth = 0, counter } = start;
  let flags = "";
  let rest = args;
  while (/^[-+][a-z]+$/.test(rest[0] ?? "")) {
    flags += rest[0]!;
    rest = rest.slice(1);
  }
  const fromArgument = flags.includes("c");
  const [text, zero] = fromArgument ? [rest[0], rest[1]] : [undefined, rest[0]];
  // A shell passes on only what it could have set itself.
  const variables = new Map([...environment].filter(([key]) => /^[A-Za-z_]\w*$/.test(key)));
  variables.set("PWD", cwd);
  variables.set("SHLVL", String(Number(variables.get("SHLVL") ?? 0) + 1));
  const state: ShellState = {
    variables,
    exported: new Set(variables.keys()),
    cwd,
    positional: rest.slice(fromArgument ? 2 : 1),
    name: zero ?? name,
    pid: machine.nextPid(),
    depth,
    lastExit: 0,
    stopsOnError: flags.includes("e"),
    traces: flags.includes("x"),
  };
  const shell = new Shell(machine, state, counter);
  if (fromArgument) {
    if (text !== undefined) return yield* shell.script(text, io);
    io.err(`${name}: -c requires an argument\n`);
    return 2;
  }
  if (zero === undefined && start.atTerminal === true) {
    io.out(welcome);
    return yield* shell.lines(io, "#");
  }
  if (zero === undefined) return yield* shell.lines(io, "");
  const entry = machine.files.find(machine.files.absolute(zero, cwd));
  if (entry?.kind === "file") return yield* shell.script(entry.content.toString(), io);
  io.err(`${name}: can't open '${zero}': No such file or directory\n`);
  return 2;
}
