import type { Io, Steps } from "./machine.ts";
import { readLine } from "./reading.ts";
import type { Shell } from "./shell.ts";
import { LoopJump, ShellExit, ShellFailure } from "./shell-failure.ts";

type Builtin = (shell: Shell, argv: readonly string[], io: Io) => Steps<number>;

/** What only a shell can do itself, for it changes the shell. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [":", done],
  ["true", done],
  ["cd", cd],
  ["export", exportNames],
  ["unset", unset],
  ["exit", exit],
  ["return", exit],
  ["break", jump("break")],
  ["continue", jump("continue")],
  ["eval", (shell, argv, io) => shell.script(argv.slice(1).join(" "), io)],
  ["exec", execute],
  ["set", set],
  ["shift", shift],
  ["read", read],
  ["type", type],
  [
    "command",
    (shell, argv, io) => (argv[1] === "-v" ? type(shell, argv.slice(1), io) : shell.program(argv.slice(1), io)),
  ],
  ["wait", done],
]);

function* done(): Steps<number> {
  return 0;
}

function* cd(shell: Shell, argv: readonly string[], io: Io): Steps<number> {
  const { state, machine } = shell;
  const to = argv[1] ?? state.variables.get("HOME") ?? "/";
  const path = machine.files.absolute(to, state.cwd);
  const entry = machine.files.find(path);
  if (entry?.kind !== "directory") {
    const why = entry === undefined ? "No such file or directory" : "Not a directory";
    // In a script of the command line this is `line 0`, and it ends the script.
    io.err(`${state.name}: cd: line 0: can't cd to ${to}: ${why}\n`);
    return 2;
  }
  state.cwd = path;
  state.variables.set("PWD", path);
  return 0;
}

function* exportNames({ state }: Shell, argv: readonly string[], io: Io): Steps<number> {
  if (argv.length === 1)
    for (const name of [...state.exported].sort()) io.out(`export ${name}='${state.variables.get(name) ?? ""}'\n`);
  for (const text of argv.slice(1)) {
    const [, name = "", value] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    if (value !== undefined) state.variables.set(name, value);
    state.exported.add(name);
  }
  return 0;
}

function* unset({ state }: Shell, argv: readonly string[]): Steps<number> {
  for (const name of argv.slice(1)) {
    state.variables.delete(name);
    state.exported.delete(name);
  }
  return 0;
}

function* exit({ state }: Shell, argv: readonly string[]): Steps<number> {
  const [name, text] = argv;
  if (text !== undefined && !/^\d+$/.test(text)) throw new ShellFailure(`${name}: line 0: Illegal number: ${text}`, 2);
  throw new ShellExit(text === undefined ? state.lastExit : Number(text));
}

function jump(kind: "break" | "continue"): Builtin {
  return function* (): Steps<number> {
    throw new LoopJump(kind);
  };
}

function* execute(shell: Shell, argv: readonly string[], io: Io): Steps<number> {
  if (argv.length === 1) return 0;
  throw new ShellExit(yield* shell.program(argv.slice(1), io));
}

function* set({ state }: Shell, argv: readonly string[], io: Io): Steps<number> {
  if (argv.length === 1) for (const [name, value] of [...state.variables].sort()) io.out(`${name}='${value}'\n`);
  for (const [i, text] of argv.entries()) {
    if (i === 0) continue;
    if (text === "--") {
      state.positional = argv.slice(i + 1);
      break;
    }
    if (!/^[-+]/.test(text)) {
      state.positional = argv.slice(i);
      break;
    }
    if (text.includes("e")) state.stopsOnError = text.startsWith("-");
    if (text.includes("x")) state.traces = text.startsWith("-");
  }
  return 0;
}

function* shift({ state }: Shell, argv: readonly string[]): Steps<number> {
  state.positional = state.positional.slice(Number(argv[1] ?? 1));
  return 0;
}

function* read({ state }: Shell, argv: readonly string[], io: Io): Steps<number> {
  const names = argv.slice(1).filter((name) => !name.startsWith("-"));
  const line = yield* readLine(io.input);
  const words = (line ?? "").trim().split(/[ \t]+/);
  for (const [i, name] of names.entries())
    state.variables.set(name, i === names.length - 1 ? words.slice(i).join(" ") : (words[i] ?? ""));
  return line === undefined ? 1 : 0;
}

function* type(shell: Shell, argv: readonly string[], io: Io): Steps<number> {
  let code = 0;
  for (const name of argv.slice(1)) {
    if (shell.machine.files.find(`/bin/${name}`) !== undefined || builtins.has(name))
      io.out(argv[0] === "type" ? `${name} is ${name}\n` : `${name}\n`);
    else {
      if (argv[0] === "type") io.err(`${name}: not found\n`);
      code = 127;
    }
  }
  return code;
}
