/** A file, or what stands in place of one. Contents are bytes. */
export type Entry = FileEntry | Directory | LinkEntry;

export interface FileEntry {
  readonly kind: "file";
  content: Buffer;
  mode: number;
  modified: Date;
}

export interface LinkEntry {
  readonly kind: "link";
  readonly target: string;
  readonly modified: Date;
}

/** A folder. One that `source` fills shows what that says now, and cannot be written to. */
export class Directory {
  readonly kind = "directory";
  readonly mode: number;
  modified: Date;
  readonly #own = new Map<string, Entry>();
  readonly #source: (() => ReadonlyMap<string, Entry>) | undefined;

  constructor(modified: Date, mode = 0o755, source?: () => ReadonlyMap<string, Entry>) {
    this.modified = modified;
    this.mode = mode;
    this.#source = source;
  }

  get writable(): boolean {
    return this.#source === undefined;
  }

  entries(): ReadonlyMap<string, Entry> {
    return this.#source?.() ?? this.#own;
  }

  put(name: string, entry: Entry): void {
    this.#own.set(name, entry);
  }

  remove(name: string): void {
    this.#own.delete(name);
  }
}

/** A refusal in the words of the C library. */
export class FileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "FileError";
  }
}

export const noSuchFile = "No such file or directory";
/** Bytes that all files of a container may hold together. */
const capacity = 16 * 1024 * 1024;
const mostEntries = 10_000;

/** The files that a container sees. Paths are absolute, or relative to a working directory. */
export class FileSystem {
  readonly root: Directory;
  readonly #now: () => Date;
  #written = 0;
  #made = 0;

  constructor(root: Directory, now: () => Date) {
    this.root = root;
    this.#now = now;
  }

  /** The names on the way to a path, without `.`, `..` and links in the middle. */
  absolute(path: string, cwd: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith("/") ? path : `${cwd}/${path}`).split("/"))
      if (part === "..") parts.pop();
      else if (part !== "" && part !== ".") parts.push(part);
    return `/${parts.join("/")}`;
  }

  /** Undefined when there is nothing. Follows links, the last one too unless told otherwise. */
  find(path: string, options: { readonly last: "follow" | "keep" } = { last: "follow" }, hops = 0): Entry | undefined {
    if (hops > 20) return undefined;
    let entry: Entry = this.root;
    let at = "";
    const parts = path.split("/").filter((part) => part !== "");
    for (const [i, part] of parts.entries()) {
      if (entry.kind !== "directory") return undefined;
      const next: Entry | undefined = entry.entries().get(part);
      if (next === undefined) return undefined;
      entry = next;
      if (entry.kind === "link" && (i < parts.length - 1 || options.last === "follow")) {
        const rest = parts.slice(i + 1).join("/");
        return this.find(this.absolute(`${entry.target}/${rest}`, at), options, hops + 1);
      }
      at += `/${part}`;
    }
    return entry;
  }

  /** @throws FileError */
  read(path: string): Buffer {
    const entry = this.find(path);
    if (entry === undefined) throw new FileError(noSuchFile);
    if (entry.kind !== "file") throw new FileError("Is a directory");
    return entry.content;
  }

  /** Creates the file, or changes the content of the one that is there. @throws FileError */
  write(path: string, content: Buffer, mode = 0o644): void {
    const known = this.find(path);
    if (known !== undefined && known.kind !== "file") throw new FileError("Is a directory");
    const folder = this.#folderOf(path);
    if (!folder.writable) throw new FileError("Read-only file system");
    this.#account(content.length - (known?.content.length ?? 0), known === undefined ? 1 : 0);
    if (known === undefined) folder.put(nameIn(path), { kind: "file", content, mode, modified: this.#now() });
    else {
      known.content = content;
      known.modified = this.#now();
    }
  }

  /** @throws FileError */
  makeDirectory(path: string): void {
    if (this.find(path) !== undefined) throw new FileError("File exists");
    const folder = this.#folderOf(path);
    if (!folder.writable) throw new FileError("Read-only file system");
    this.#account(0, 1);
    folder.put(nameIn(path), new Directory(this.#now()));
  }

  /** @throws FileError */
  remove(path: string): void {
    if (this.find(path, { last: "keep" }) === undefined) throw new FileError(noSuchFile);
    const folder = this.#folderOf(path);
    if (!folder.writable) throw new FileError("Read-only file system");
    folder.remove(nameIn(path));
  }

  #folderOf(path: string): Directory {
    const folder = this.find(path.slice(0, path.lastIndexOf("/")));
    if (folder === undefined) throw new FileError(noSuchFile);
    if (folder.kind !== "directory") throw new FileError("Not a directory");
    return folder;
  }

  #account(bytes: number, entries: number): void {
    if (this.#written + bytes > capacity || this.#made + entries > mostEntries)
      throw new FileError("No space left on device");
    this.#written += bytes;
    this.#made += entries;
  }
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
