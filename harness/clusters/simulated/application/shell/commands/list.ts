import { invalidOption, parseFlags, type Applet, type Call } from "../call.ts";
import { noSuchFile, type Entry } from "../file-system.ts";

export const listApplets: readonly (readonly [string, Applet])[] = [["ls", list]];

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

type Named = readonly [string, Entry];

/** One name to a line, as `ls` prints where nobody looks. */
function list(call: Call): number {
  const { flags, rest, unknown } = parseFlags(call.args, "1alAdh");
  if (unknown !== undefined) return invalidOption(call, unknown);
  const { files } = call.machine;
  const paths = rest.length === 0 ? ["."] : rest.toSorted();
  let code = 0;
  const plain: Named[] = [];
  const folders: (readonly [string, string])[] = [];
  for (const path of paths) {
    const full = files.absolute(path, call.cwd);
    const entry = files.find(full, { last: flags.has("l") ? "keep" : "follow" });
    if (entry === undefined) {
      code = 1;
      call.io.err(`ls: ${path}: ${noSuchFile}\n`);
    } else if (entry.kind === "directory" && !flags.has("d")) folders.push([path, full]);
    else plain.push([path, entry]);
  }
  print(call, plain, flags.has("l"));
  for (const [i, [path, full]] of folders.entries()) {
    if (paths.length > 1) call.io.out(`${i > 0 || plain.length > 0 ? "\n" : ""}${path}:\n`);
    const folder = files.find(full);
    if (folder?.kind !== "directory") continue;
    const hidden: Named[] = flags.has("a")
      ? [
          [".", folder],
          ["..", folder],
        ]
      : [];
    const shown = [...folder.entries()].filter(([name]) => flags.has("a") || flags.has("A") || !name.startsWith("."));
    if (flags.has("l")) call.io.out(`total ${shown.length * 4}\n`);
    print(call, [...hidden, ...shown.sort(([a], [b]) => (a < b ? -1 : 1))], flags.has("l"));
  }
  return code;
}

function print(call: Call, entries: readonly Named[], long: boolean): void {
  for (const [name, entry] of entries) call.io.out(long ? `${longLine(name, entry)}\n` : `${name}\n`);
}

function longLine(name: string, entry: Entry): string {
  const type = { directory: "d", file: "-", link: "l" }[entry.kind];
  const mode = entry.kind === "link" ? 0o777 : entry.mode;
  const letters = [...(mode & 0o777).toString(2).padStart(9, "0")].map((bit, i) => (bit === "1" ? "rwx"[i % 3] : "-"));
  const size = entry.kind === "directory" ? 4096 : entry.kind === "file" ? entry.content.length : entry.target.length;
  const { modified } = entry;
  const two = (value: number, pad: string) => String(value).padStart(2, pad);
  const day = `${months[modified.getUTCMonth()]} ${two(modified.getUTCDate(), " ")}`;
  const time = `${two(modified.getUTCHours(), "0")}:${two(modified.getUTCMinutes(), "0")}`;
  const links = entry.kind === "directory" ? 2 : 1;
  const shown = entry.kind === "link" ? `${name} -> ${entry.target}` : name;
  const size12 = String(size).padStart(9);
  return `${type}${letters.join("")}${String(links).padStart(5)} root     0        ${size12} ${day} ${time} ${shown}`;
}
