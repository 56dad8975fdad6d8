import { fail, invalidOption, parseFlags, type Applet, type Call } from "../call.ts";
import { FileError, noSuchFile } from "../file-system.ts";
import type { Steps } from "../machine.ts";
import { readAll, readChunk } from "../reading.ts";

/** Programs that read and change files. */
export const fileApplets: readonly (readonly [string, Applet])[] = [
  ["cat", cat],
  ["touch", touch],
  ["mkdir", makeDirectories],
  ["rm", remove],
  ["cp", copy],
  ["mv", copy],
  ["readlink", readLink],
  ["tee", tee],
];

/** The bytes of a file, or of the input for `-`; undefined after a complaint. */
export function* contentOf(call: Call, path: string, complaint = `can't open '${path}'`): Steps<Buffer | undefined> {
  if (path === "-") return yield* readAll(call.io.input);
  const { files } = call.machine;
  const entry = files.find(files.absolute(path, call.cwd));
  if (entry?.kind === "file") return entry.content;
  if (entry === undefined) fail(call, `${complaint}: ${noSuchFile}`);
  else fail(call, `${call.name === "cat" ? "read error" : path}: Is a directory`);
  return undefined;
}

function* cat(call: Call): Steps<number> {
  const { rest, unknown } = parseFlags(call.args, "u");
  if (unknown !== undefined) return invalidOption(call, unknown);
  let code = 0;
  for (const path of rest.length === 0 ? ["-"] : rest) {
    if (path === "-") {
      for (let chunk = yield* readChunk(call.io.input); chunk !== undefined; chunk = yield* readChunk(call.io.input))
        call.io.out(chunk);
      continue;
    }
    const content = yield* contentOf(call, path);
    if (content === undefined) code = 1;
    else call.io.out(content);
  }
  return code;
}

/** Does something to each path; a refusal is complained about and does not keep the others from their turn. */
function each(call: Call, paths: readonly string[], complain: (path: string) => string, act: (path: string) => void) {
  let code = 0;
  for (const path of paths)
    try {
      act(call.machine.files.absolute(path, call.cwd));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      code = fail(call, `${complain(path)}: ${error.message}`);
    }
  return code;
}

function touch(call: Call): number {
  const { files } = call.machine;
  return each(
    call,
    parseFlags(call.args, "cam").rest,
    (path) => path,
    (path) => {
      const known = files.find(path);
      if (known?.kind !== "directory") files.write(path, known?.kind === "file" ? known.content : Buffer.alloc(0));
    },
  );
}

function makeDirectories(call: Call): number {
  const { flags, rest } = parseFlags(call.args, "pm:");
  const { files } = call.machine;
  return each(
    call,
    rest,
    (path) => `can't create directory '${path}'`,
    (path) => {
      if (!flags.has("p")) return files.makeDirectory(path);
      const parts = path.split("/").filter((part) => part !== "");
      for (let i = 1; i <= parts.length; i++) {
        const part = `/${parts.slice(0, i).join("/")}`;
        if (files.find(part) === undefined) files.makeDirectory(part);
      }
    },
  );
}

function remove(call: Call): number {
  const { flags, rest } = parseFlags(call.args, "rRf");
  const { files } = call.machine;
  return each(
    call,
    rest,
    (path) => `can't remove '${path}'`,
    (path) => {
      const entry = files.find(path, { last: "keep" });
      if (entry === undefined && flags.has("f")) return;
      if (entry?.kind === "directory" && !flags.has("r") && !flags.has("R")) throw new FileError("Is a directory");
      files.remove(path);
    },
  );
}

/** `cp` and `mv` of single files. */
function copy(call: Call): number {
  const { rest } = parseFlags(call.args, "fpa");
  const { files } = call.machine;
  const [to, ...from] = rest.toReversed();
  if (to === undefined || from.length === 0) return fail(call, "missing file operand");
  const target = files.absolute(to, call.cwd);
  return each(
    call,
    from.toReversed(),
    (path) => `can't ${call.name === "cp" ? "stat" : "rename"} '${path}'`,
    (path) => {
      const name = path.slice(path.lastIndexOf("/"));
      files.write(files.find(target)?.kind === "directory" ? `${target}${name}` : target, files.read(path));
      if (call.name === "mv") files.remove(path);
    },
  );
}

function readLink(call: Call): number {
  const { flags, rest } = parseFlags(call.args, "f");
  const { files } = call.machine;
  const path = files.absolute(rest[0] ?? "", call.cwd);
  const entry = files.find(path, { last: "keep" });
  if (entry?.kind === "link") call.io.out(`${entry.target}\n`);
  else if (flags.has("f") && entry !== undefined) call.io.out(`${path}\n`);
  else return 1;
  return 0;
}

function* tee(call: Call): Steps<number> {
  const { flags, rest } = parseFlags(call.args, "a");
  const content = yield* readAll(call.io.input);
  call.io.out(content);
  const { files } = call.machine;
  return each(
    call,
    rest,
    (path) => path,
    (path) => {
      const before = flags.has("a") && files.find(path)?.kind === "file" ? files.read(path) : Buffer.alloc(0);
      files.write(path, Buffer.concat([before, content]));
    },
  );
}
