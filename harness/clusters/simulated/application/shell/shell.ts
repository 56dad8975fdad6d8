import { baseOf, findProgram } from "./find-program.ts";
import { builtins } from "./builtins.ts";
import { Collected } from "./collected.ts";
import { glob } from "./glob.ts";
import type { Call } from "./call.ts";
import { expandText, expandWords, type Scope } from "./expand.ts";
import { Input } from "./input.ts";
import type { Io, Machine, Steps } from "./machine.ts";
import { parseScript } from "./parse.ts";
import { readLine } from "./reading.ts";
import type { ShellState } from "./shell-state.ts";
import { redirect } from "./redirect.ts";
import { runShell } from "./run-shell.ts";
import { LoopJump, ShellExit, ShellFailure } from "./shell-failure.ts";
import { ShellSyntaxError, type Command, type List, type Pipeline } from "./syntax.ts";

/** Commands after which a script that never waits is taken to have used this much time. */
const commandsPerPause = 200;
const pause = 10;
const deepest = 60;

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
    // It asks the terminal where the cursor is, to know where it begins.
    return `${cwd === variables.get("HOME") ? "~" : cwd} ${end} \u001b[6n`;
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
    const applet = findProgram(name, this.machine.files, this.state.cwd);
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
    const redirected = yield* redirect(this, this.#scope(io), command.redirections, io);
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
    const redirected = yield* redirect(this, this.#scope(io), command.redirections, io);
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
