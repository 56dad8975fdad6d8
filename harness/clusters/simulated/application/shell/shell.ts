import { shellBanner } from "./commands/usage.ts";
import { applets } from "./commands/applets.ts";
import { builtins } from "./builtins.ts";
import type { Call } from "./call.ts";
import { expandText, expandWords, type Scope } from "./expand.ts";
import { Directory, FileError } from "./file-system.ts";
import { Input } from "./input.ts";
import type { Io, Machine, Steps } from "./machine.ts";
import { parseScript } from "./parse.ts";
import { matchesPattern } from "./pattern.ts";
import { readLine } from "./reading.ts";
import { LoopJump, ShellExit, ShellFailure } from "./shell-failure.ts";
import { ShellSyntaxError, type Command, type List, type Pipeline, type Redirection } from "./syntax.ts";

/** Commands after which a script that never waits is taken to have used this much time. */
const commandsPerPause = 200;
const pause = 10;
const deepest = 60;

export interface ShellState {
  readonly variables: Map<string, string>;
  readonly exported: Set<string>;
  cwd: string;
  positional: readonly string[];
  /** `$0`: what complaints begin with. */
  readonly name: string;
  readonly pid: number;
  readonly depth: number;
  lastExit: number;
  stopsOnError: boolean;
  traces: boolean;
}

/** One shell, or a part of one that runs by itself, such as a subshell. */
export class Shell {
  readonly state: ShellState;
  readonly machine: Machine;
  readonly #counter: { commands: number };

  constructor(machine: Machine, state: ShellState, counter = { commands: 0 }) {
    this.machine = machine;
    this.state = state;
    this.#counter = counter;
  }

  /** Reads a script and runs it to its end. Never throws. */
  *script(text: string, io: Io): Steps<number> {
    try {
      return yield* this.list(parseScript(text), io);
    } catch (error) {
      return this.#ending(error, io);
    }
  }

  /** Runs the input line by line as it comes; with a prompt, what one line does wrong does not end the shell. */
  *lines(io: Io, prompt: string): Steps<number> {
    const { state } = this;
    const isInteractive = prompt !== "";
    let text = "";
    for (;;) {
      if (isInteractive) io.err(text === "" ? this.#prompt(prompt) : "> ");
      const line = yield* readLine(io.input);
      if (line === undefined) return text === "" ? state.lastExit : yield* this.script(text, io);
      text += `${line}\n`;
      try {
        const list = parseScript(text);
        text = "";
        state.lastExit = yield* this.list(list, io);
      } catch (error) {
        if (error instanceof ShellSyntaxError && error.isUnfinished) continue;
        text = "";
        state.lastExit = this.#ending(error, io);
        if (!isInteractive || error instanceof ShellExit) return state.lastExit;
      }
    }
  }

  #prompt(end: string): string {
    const { cwd, variables } = this.state;
    return `${cwd === variables.get("HOME") ? "~" : cwd} ${end} `;
  }

  *list(list: List, io: Io): Steps<number> {
    const { state } = this;
    for (const [i, { joint, pipeline }] of list.entries()) {
      if ((joint === "&&" && state.lastExit !== 0) || (joint === "||" && state.lastExit === 0)) continue;
      state.lastExit = yield* this.#pipeline(pipeline, io);
      const isTested = pipeline.negated || (list[i + 1]?.joint ?? ";") !== ";";
      if (state.stopsOnError && state.lastExit !== 0 && !isTested) throw new ShellExit(state.lastExit);
    }
    return state.lastExit;
  }

  /** Runs a program by its name, as `exec` and `env` do too; code 127 when there is none. */
  *program(argv: readonly string[], io: Io, environment = this.#environment()): Steps<number> {
    const [name = "", ...args] = argv;
    const applet = this.#appletOf(name);
    if (typeof applet === "function") {
      const call: Call = { name: baseOf(name), args, io, machine: this.machine, environment, cwd: this.state.cwd };
      const result = applet(call);
      return typeof result === "number" ? result : yield* result;
    }
    if (applet === "shell") return yield* runShell(this.machine, args, { io, environment, name, ...this.#nested() });
    if (applet === "script") {
      const text = this.machine.files.read(this.machine.files.absolute(name, this.state.cwd)).toString();
      return yield* this.isolated(args, name).script(text, io);
    }
    if (applet === "forbidden") {
      io.err(`${this.state.name}: ${name}: Permission denied\n`);
      return 126;
    }
    io.err(`${this.state.name}: ${name}: not found\n`);
    return 127;
  }

  /** A shell that starts from this one's state and leaves it as it is. */
  isolated(positional = this.state.positional, name = this.state.name): Shell {
    const { state } = this;
    const depth = state.depth + 1;
    if (depth > deepest) throw new ShellFailure("can't fork: Resource temporarily unavailable", 2);
    const variables = new Map(state.variables);
    const copy = { ...state, variables, exported: new Set(state.exported), positional, name, depth };
    return new Shell(this.machine, copy, this.#counter);
  }

  #nested() {
    const { cwd, depth } = this.state;
    if (depth + 1 > deepest) throw new ShellFailure("can't fork: Resource temporarily unavailable", 2);
    return { cwd, depth: depth + 1, counter: this.#counter };
  }

  *#pipeline({ negated, commands }: Pipeline, io: Io): Steps<number> {
    let code = 0;
    let { input } = io;
    for (const [i, command] of commands.entries()) {
      const isLast = i === commands.length - 1;
      if (isLast && i === 0) code = yield* this.#command(command, io);
      else if (isLast) code = yield* this.#subshell([command], { ...io, input });
      else {
        const output = new Collected();
        yield* this.#subshell([command], { ...io, input, out: output.add });
        input = Input.of(output.bytes());
      }
    }
    return negated ? (code === 0 ? 1 : 0) : code;
  }

  *#subshell(commands: readonly Command[], io: Io): Steps<number> {
    const shell = this.isolated();
    try {
      return yield* shell.#pipeline({ negated: false, commands }, io);
    } catch (error) {
      return shell.#ending(error, io);
    }
  }

  *#command(command: Command, io: Io): Steps<number> {
    if (++this.#counter.commands % commandsPerPause === 0) yield { kind: "time", ms: pause };
    if (command.kind === "simple") return yield* this.#simple(command, io);
    const redirected = yield* this.#redirected(command.redirections, io);
    if (redirected === undefined) return 1;
    try {
      return yield* this.#compound(command, redirected.io);
    } finally {
      redirected.done();
    }
  }

  *#compound(command: Exclude<Command, { kind: "simple" }>, io: Io): Steps<number> {
    const { state } = this;
    switch (command.kind) {
      case "group": {
        if (!command.isolated) return yield* this.list(command.body, io);
        const shell = this.isolated();
        try {
          return yield* shell.list(command.body, io);
        } catch (error) {
          return shell.#ending(error, io);
        }
      }
      case "if":
        for (const { condition, body } of command.branches)
          if ((yield* this.#condition(condition, io)) === 0) return yield* this.list(body, io);
        state.lastExit = 0;
        return command.otherwise === undefined ? 0 : yield* this.list(command.otherwise, io);
      case "loop":
        return yield* this.#loop(io, command.body, (shell) =>
          shell.#holds(command.condition, io, command.until ? "until" : "while"),
        );
      case "for": {
        const words =
          command.words.length === 0 ? state.positional : yield* expandWords(command.words, this.#scope(io));
        const values = [...words];
        return yield* this.#loop(io, command.body, function* (shell) {
          const value = values.shift();
          if (value !== undefined) shell.state.variables.set(command.name, value);
          return value !== undefined;
        });
      }
    }
  }

  *#loop(io: Io, body: List, proceeds: (shell: Shell) => Steps<boolean>): Steps<number> {
    let code = 0;
    while (yield* proceeds(this)) {
      try {
        code = yield* this.list(body, io);
      } catch (error) {
        if (!(error instanceof LoopJump)) throw error;
        code = 0;
        if (error.kind === "break") break;
      }
      if (++this.#counter.commands % commandsPerPause === 0) yield { kind: "time", ms: pause };
    }
    return code;
  }

  *#holds(condition: List, io: Io, kind: "while" | "until"): Steps<boolean> {
    return ((yield* this.#condition(condition, io)) === 0) === (kind === "while");
  }

  /** Failing is what a condition is for. */
  *#condition(condition: List, io: Io): Steps<number> {
    const { stopsOnError } = this.state;
    this.state.stopsOnError = false;
    try {
      return yield* this.list(condition, io);
    } finally {
      this.state.stopsOnError = stopsOnError;
    }
  }

  *#simple(command: Command & { readonly kind: "simple" }, io: Io): Steps<number> {
    const { state } = this;
    const scope = this.#scope(io);
    const argv = yield* expandWords(command.words, scope);
    const assigned = new Map<string, string>();
    for (const { name, value } of command.assignments) assigned.set(name, yield* expandText(value, scope));
    if (state.traces && argv.length > 0) io.err(`+ ${argv.join(" ")}\n`);
    const redirected = yield* this.#redirected(command.redirections, io);
    if (redirected === undefined) return 1;
    try {
      const [name] = argv;
      if (name === undefined) {
        for (const [key, value] of assigned) state.variables.set(key, value);
        return 0;
      }
      const builtin = builtins.get(name);
      if (builtin !== undefined) return yield* builtin(this, argv, redirected.io);
      const environment = new Map([...this.#environment(), ...assigned]);
      return yield* this.program(argv, redirected.io, environment);
    } finally {
      redirected.done();
    }
  }

  /** Undefined after a complaint. `done` writes what was held back for files. */
  *#redirected(
    redirections: readonly Redirection[],
    io: Io,
  ): Steps<{ readonly io: Io; readonly done: () => void } | undefined> {
    const { files } = this.machine;
    const writers: (() => void)[] = [];
    let { input, out, err } = io;
    for (const { kind, descriptor, target } of redirections) {
      const text = yield* expandText(target, this.#scope(io));
      const path = files.absolute(text, this.state.cwd);
      if (kind === "dup") {
        if (descriptor === 2 && text === "1") err = out;
        else if (descriptor === 1 && text === "2") out = err;
      } else if (kind === "<") {
        const entry = files.find(path);
        if (entry?.kind !== "file") {
          io.err(`${this.state.name}: can't open ${text}: no such file\n`);
          return undefined;
        }
        input = Input.of(entry.content);
      } else {
        const output = new Collected();
        try {
          const before = kind === ">>" && files.find(path)?.kind === "file" ? files.read(path) : Buffer.alloc(0);
          if (path !== "/dev/null") {
            files.write(path, before);
            writers.push(() => files.write(path, Buffer.concat([before, output.bytes()])));
          }
        } catch (error) {
          if (!(error instanceof FileError)) throw error;
          const why = error.message === "No such file or directory" ? "nonexistent directory" : error.message;
          io.err(`${this.state.name}: can't create ${text}: ${why}\n`);
          return undefined;
        }
        if (descriptor === 2) err = output.add;
        else out = output.add;
      }
    }
    const done = () => {
      try {
        for (const write of writers) write();
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        io.err(`${this.state.name}: write error: ${error.message}\n`);
      }
    };
    return { io: { input, out, err }, done };
  }

  #scope(io: Io): Scope {
    const { state } = this;
    const { files } = this.machine;
    return {
      get: (name) => this.#parameter(name),
      set: (name, value) => void state.variables.set(name, value),
      positional: state.positional,
      substitute: (list) => this.#substitute(list, io),
      glob: (pattern) => glob(pattern, (path) => files.find(files.absolute(path, state.cwd))),
    };
  }

  *#substitute(list: List, io: Io): Steps<string> {
    const shell = this.isolated();
    const output = new Collected();
    const inner = { ...io, out: output.add };
    try {
      this.state.lastExit = yield* shell.list(list, inner);
    } catch (error) {
      this.state.lastExit = shell.#ending(error, inner);
    }
    return output.bytes().toString();
  }

  #parameter(name: string): string | undefined {
    const { state } = this;
    if (name === "?") return String(state.lastExit);
    if (name === "$") return String(state.pid);
    if (name === "#") return String(state.positional.length);
    if (name === "0") return state.name;
    if (name === "-") return "";
    if (name === "!") return "";
    return /^\d$/.test(name) ? state.positional[Number(name) - 1] : state.variables.get(name);
  }

  #environment(): ReadonlyMap<string, string> {
    const { variables, exported } = this.state;
    return new Map([...variables].filter(([name]) => exported.has(name)));
  }

  /** The program of a name or a path. */
  #appletOf(name: string): ((call: Call) => number | Steps<number>) | "shell" | "script" | "forbidden" | undefined {
    if (!name.includes("/"))
      return /^(ba|a|da)?sh$/.test(name) ? (name === "bash" ? undefined : "shell") : applets.get(name);
    const { files } = this.machine;
    const path = files.absolute(name, this.state.cwd);
    const entry = files.find(path);
    if (entry === undefined) return undefined;
    if (entry.kind !== "file" || (entry.mode & 0o111) === 0) return "forbidden";
    if (/^\/(usr\/)?bin\//.test(path)) return this.#appletOf(baseOf(path));
    return "script";
  }

  #ending(error: unknown, io: Io): number {
    if (error instanceof ShellExit) return error.code;
    if (error instanceof LoopJump) return 0;
    if (error instanceof ShellFailure || error instanceof ShellSyntaxError) {
      io.err(`${this.state.name}: ${error.message}\n`);
      return error instanceof ShellFailure ? error.code : 2;
    }
    throw error;
  }
}

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
  const state: ShellState = {
    variables: new Map(environment),
    exported: new Set(environment.keys()),
    cwd,
    positional: rest.slice(fromArgument ? 2 : 1),
    name: zero ?? name,
    pid: machine.nextPid(),
    depth,
    lastExit: 0,
    stopsOnError: flags.includes("e"),
    traces: flags.includes("x"),
  };
  state.variables.set("PWD", cwd);
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

/** Output that is kept, up to what a pipe between greedy commands may hold here. */
class Collected {
  readonly #chunks: Buffer[] = [];
  #size = 0;

  readonly add = (data: Buffer | string): void => {
    const chunk = Buffer.from(data);
    this.#size += chunk.length;
    if (this.#size > 16 * 1024 * 1024) throw new ShellExit(141);
    this.#chunks.push(chunk);
  };

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

function glob(pattern: string, find: (path: string) => unknown): readonly string[] {
  let found = [pattern.startsWith("/") ? "/" : ""];
  for (const part of pattern.split("/").filter((text) => text !== ""))
    found = found.flatMap((head) => {
      const folder = find(head === "" ? "." : head);
      if (!(folder instanceof Directory)) return [];
      return [...folder.entries().keys()]
        .filter((name) => (!name.startsWith(".") || part.startsWith(".")) && matchesPattern(name, part))
        .map((name) => (head === "" || head.endsWith("/") ? `${head}${name}` : `${head}/${name}`));
    });
  return found.sort();
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
