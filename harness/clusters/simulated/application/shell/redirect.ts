import { Collected } from "./collected.ts";
import { expandText, type Scope } from "./expand.ts";
import { FileError } from "./file-system.ts";
import { Input } from "./input.ts";
import type { Io, Steps } from "./machine.ts";
import type { Shell } from "./shell.ts";
import type { Redirection } from "./syntax.ts";

export interface Redirected {
  readonly io: Io;
  /** Writes what was held back for files. */
  readonly done: () => void;
}

/** Opens what a command is redirected to; undefined after a complaint. */
export function* redirect(
  { machine: { files }, state }: Pick<Shell, "machine" | "state">,
  scope: Scope,
  redirections: readonly Redirection[],
  io: Io,
): Steps<Redirected | undefined> {
  const writers: (() => void)[] = [];
  let { input, out, err } = io;
  for (const { kind, descriptor, target } of redirections) {
    const text = yield* expandText(target, scope);
    const path = files.absolute(text, state.cwd);
    if (kind === "dup") {
      if (descriptor === 2 && text === "1") err = out;
      else if (descriptor === 1 && text === "2") out = err;
    } else if (kind === "<") {
      const entry = files.find(path);
      if (entry?.kind !== "file") {
        io.err(`${state.name}: can't open ${text}: no such file\n`);
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
        io.err(`${state.name}: can't create ${text}: ${why}\n`);
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
      io.err(`${state.name}: write error: ${error.message}\n`);
    }
  };
  return { io: { input, out, err }, done };
}
