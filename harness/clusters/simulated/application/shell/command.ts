import { builtins } from "./builtins.ts";
import { applets } from "./commands/applets.ts";
import type { Io, Machine, Steps } from "./machine.ts";
import { parseScript } from "./parse.ts";
import { runShell } from "./run-shell.ts";
import { Shell } from "./shell.ts";
import { ShellSyntaxError, type Command, type List, type Word } from "./syntax.ts";

export interface CommandStart {
  readonly io: Io;
  readonly environment: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly atTerminal: boolean;
}

/** Why a container runtime cannot start a program, in its own words; undefined when it can. */
export function startProblem(machine: Machine, argv: readonly string[]): string | undefined {
  const [name = ""] = argv;
  if (name === "") return "exec failed: args must not be empty";
  const why = (reason: string) =>
    `exec failed: unable to start container process: exec: ${JSON.stringify(name)}: ${reason}`;
  if (!name.includes("/"))
    return isShell(name) || applets.has(name) ? undefined : why("executable file not found in $PATH");
  const entry = machine.files.find(name);
  if (entry === undefined) return why(`stat ${name}: no such file or directory`);
  if (entry.kind !== "file" || (entry.mode & 0o111) === 0) return why("permission denied");
  return undefined;
}

/** Runs a program that `startProblem` has nothing against. */
export function* runCommand(machine: Machine, argv: readonly string[], start: CommandStart): Steps<number> {
  const { io, environment, cwd, atTerminal } = start;
  const [name = "", ...args] = argv;
  if (isShell(name)) return yield* runShell(machine, args, { io, environment, cwd, atTerminal, name });
  const shell = new Shell(machine, {
    variables: new Map(environment),
    exported: new Set(environment.keys()),
    cwd,
    positional: [],
    name: "sh",
    pid: 0,
    depth: 0,
    lastExit: 0,
    stopsOnError: false,
    traces: false,
  });
  return yield* shell.program(argv, io);
}

/**
 * Whether everything that a command may run is known here. Of others, such as the server of an image, only their declared
 * behaviour is.
 */
export function isKnownCommand(argv: readonly string[]): boolean {
  const [name = "", ...args] = argv;
  if (!isShell(name)) return applets.has(baseName(name)) && name !== "" && !/[^\w/.[-]/.test(name);
  const flags = args.findIndex((arg) => !/^[-+][a-z]+$/.test(arg));
  const script = args[flags];
  if (flags < 0 || script === undefined || !args.slice(0, flags).some((flag) => flag.includes("c"))) return false;
  try {
    return knows(parseScript(script));
  } catch (error) {
    if (error instanceof ShellSyntaxError) return false;
    throw error;
  }
}

function knows(list: List): boolean {
  return list.every(({ pipeline }) => pipeline.commands.every(knowsCommand));
}

function knowsCommand(command: Command): boolean {
  switch (command.kind) {
    case "simple": {
      const inWords = [...command.words, ...command.assignments.map(({ value }) => value)].every(knowsWord);
      const argv = command.words.map(literal);
      if (!inWords) return false;
      if (argv.length === 0) return true;
      const words = argv[0] === "exec" ? argv.slice(1) : argv;
      const [name] = words;
      if (argv[0] === "exec" && words.length === 0) return true;
      if (name === undefined) return false;
      return builtins.has(name) || isKnownCommand(words.map((word) => word ?? ""));
    }
    case "group":
      return knows(command.body);
    case "if":
      return (
        command.branches.every(({ condition, body }) => knows(condition) && knows(body)) &&
        knows(command.otherwise ?? [])
      );
    case "loop":
      return knows(command.condition) && knows(command.body);
    case "for":
      return command.words.every(knowsWord) && knows(command.body);
  }
}

function knowsWord(word: Word): boolean {
  return word.every((part) => part.kind !== "command" || knows(part.list));
}

function literal(word: Word): string | undefined {
  return word.every((part) => part.kind === "text") ? word.map((part) => part.text).join("") : undefined;
}

function isShell(name: string): boolean {
  return /^(\/(usr\/)?bin\/)?(a|da)?sh$/.test(name);
}

function baseName(name: string): string {
  return name.replace(/^\/(usr\/)?bin\//, "");
}
