import { fail, type Applet, type Call } from "../call.ts";
import { FileError, type Entry } from "../file-system.ts";
import type { Steps } from "../machine.ts";
import { readAll } from "../reading.ts";

/** Archives, as far as `kubectl cp` needs them. */
export const tarApplets: readonly (readonly [string, Applet])[] = [["tar", tar]];

const block = 512;

/** `tar cf - PATH…` and `tar xf - -C FOLDER`, with the flags that kubectl adds. */
function* tar(call: Call): Steps<number> {
  const [mode = "", ...rest] = call.args;
  let folder = call.cwd;
  let archive: string | undefined;
  const paths: string[] = [];
  const letters = mode.replace(/^-/, "");
  if (!/^[cxmfp]+$/.test(letters) || !letters.includes("f")) return fail(call, "only cf and xf are known here");
  for (let i = 0; i < rest.length; i++)
    if (archive === undefined) archive = rest[i]!;
    else if (rest[i] === "-C") folder = call.machine.files.absolute(rest[++i] ?? "", call.cwd);
    else if (!rest[i]!.startsWith("--")) paths.push(rest[i]!);
  if (archive !== "-") return fail(call, "archives go through pipes here: use -");
  if (letters.includes("c")) return create(call, folder, paths);
  if (call.machine.files.find(folder)?.kind !== "directory")
    return fail(call, `can't change directory to '${rest[rest.indexOf("-C") + 1]}': No such file or directory`);
  return extract(call, folder, yield* readAll(call.io.input));
}

function create(call: Call, folder: string, paths: readonly string[]): number {
  const { files } = call.machine;
  const chunks: Buffer[] = [];
  let code = 0;
  let told = false;
  const add = (path: string, entry: Entry) => {
    const name = path.replace(/^\/+/, "");
    if (entry.kind === "file") {
      const rest = (block - (entry.content.length % block)) % block;
      chunks.push(header(name, entry), entry.content, Buffer.alloc(rest));
      return;
    }
    chunks.push(header(entry.kind === "directory" ? `${name}/` : name, entry));
    if (entry.kind === "directory")
      for (const [child, inner] of [...entry.entries()].sort(([a], [b]) => (a < b ? -1 : 1)))
        add(`${path}/${child}`, inner);
  };
  for (const path of paths) {
    const entry = files.find(files.absolute(path, folder), { last: "keep" });
    if (entry !== undefined) {
      if (path.startsWith("/") && !told) call.io.err("tar: removing leading '/' from member names\n");
      told ||= path.startsWith("/");
      add(path, entry);
    } else {
      fail(call, `${path}: No such file or directory`);
      code = 1;
    }
  }
  if (code !== 0) call.io.err("tar: error exit delayed from previous errors\n");
  call.io.out(Buffer.concat([...chunks, Buffer.alloc(2 * block)]));
  return code;
}

function header(name: string, entry: Entry): Buffer {
  const bytes = Buffer.alloc(block);
  const octal = (value: number, at: number, width: number) =>
    bytes.write(value.toString(8).padStart(width - 1, "0"), at);
  bytes.write(name.slice(0, 100), 0);
  octal(entry.kind === "link" ? 0o777 : entry.mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(entry.kind === "file" ? entry.content.length : 0, 124, 12);
  octal(Math.floor(entry.modified.getTime() / 1000), 136, 12);
  bytes.write("        ", 148);
  bytes.write({ file: "0", directory: "5", link: "2" }[entry.kind], 156);
  if (entry.kind === "link") bytes.write(entry.target.slice(0, 100), 157);
  bytes.write("ustar  ", 257);
  bytes.write("root", 265);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}

function extract(call: Call, folder: string, archive: Buffer): number {
  const { files } = call.machine;
  const text = (at: number, length: number) => archive.toString("utf8", at, at + length).replace(/\0[\s\S]*$/, "");
  for (let at = 0; at + block <= archive.length;) {
    const name = text(at, 100);
    if (name === "") break;
    const size = Number.parseInt(text(at + 124, 12).trim(), 8);
    if (!Number.isSafeInteger(size) || size < 0) return fail(call, "invalid tar magic");
    const type = String.fromCharCode(archive[at + 156]!);
    const prefix = text(at + 257, 5) === "ustar" ? text(at + 345, 155) : "";
    const path = files.absolute(prefix === "" || !prefix.includes("/") ? name : `${prefix}/${name}`, folder);
    const content = archive.subarray(at + block, at + block + size);
    try {
      if (type === "5") {
        if (files.find(path) === undefined) files.makeDirectory(path);
      } else if (type === "0" || type === "\0") {
        makeParents(call, path);
        files.write(path, Buffer.from(content), Number.parseInt(text(at + 100, 8).trim(), 8) & 0o777 || 0o644);
      }
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return fail(call, `can't open '${name}': ${error.message}`);
    }
    at += block + Math.ceil(size / block) * block;
  }
  return 0;
}

function makeParents(call: Call, path: string): void {
  const { files } = call.machine;
  const parts = path.split("/").slice(1, -1);
  for (let i = 1; i <= parts.length; i++) {
    const parent = `/${parts.slice(0, i).join("/")}`;
    if (files.find(parent) === undefined) files.makeDirectory(parent);
  }
}
