import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { UserError } from "../../../base/errors.ts";

/** Where a file lies in an archive, bytes. */
export interface ArchivedFile {
  readonly offset: number;
  readonly size: number;
}

/** One image of an archive. */
export interface ArchivedImage {
  readonly tags: readonly string[];
  readonly config: ArchivedFile;
  /** From the lowest up. */
  readonly layers: readonly ArchivedFile[];
}

const blockSize = 512;

interface Listed {
  readonly Config: string;
  readonly RepoTags: readonly string[] | null;
  readonly Layers: readonly string[];
}

/** The images of an archive as `docker save` writes it. @throws UserError when it is none */
export async function readArchive(path: string): Promise<readonly ArchivedImage[]> {
  const files = await filesOf(path);
  const list = files.get("manifest.json");
  if (list === undefined)
    throw new UserError(`${path} is no archive of images: there is no manifest.json in it`, {
      hint: "Write it with docker save, or podman save --format docker-archive; unpack it first if it is compressed.",
    });
  const file = (name: string): ArchivedFile => {
    const found = files.get(name);
    if (found === undefined) throw new UserError(`${path} is not whole: it lacks ${name}`);
    return found;
  };
  const listed = JSON.parse((await contentOf(path, list)).toString("utf8")) as readonly Listed[];
  return listed.map(({ Config, RepoTags, Layers }) => ({
    tags: RepoTags ?? [],
    config: file(Config),
    layers: Layers.map(file),
  }));
}

/** The bytes of one file of an archive; for small ones. */
export async function contentOf(path: string, file: ArchivedFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamOf(path, file)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function streamOf(path: string, { offset, size }: ArchivedFile) {
  return createReadStream(path, { start: offset, end: offset + size - 1 });
}

/** Every regular file of a tar archive, by name; a link stands for the file that it names. */
async function filesOf(path: string): Promise<ReadonlyMap<string, ArchivedFile>> {
  const files = new Map<string, ArchivedFile>();
  await using archive = await open(path);
  const header = Buffer.alloc(blockSize);
  for (let offset = 0; ;) {
    const { bytesRead } = await archive.read(header, 0, blockSize, offset);
    if (bytesRead < blockSize || header[0] === 0) return files;
    const text = (from: number, length: number) =>
      header
        .subarray(from, from + length)
        .toString("utf8")
        .replace(/\0.*$/s, "");
    const size = Number.parseInt(text(124, 12).trim() || "0", 8);
    const type = text(156, 1);
    // Neither a whole header nor a size: this is something else than tar.
    if (Number.isNaN(size) || text(257, 5) !== "ustar") return files;
    offset += blockSize;
    if (type === "0" || type === "") files.set(text(0, 100), { offset, size });
    const target = files.get(text(157, 100).replace(/^(\.\.?\/)+/, ""));
    if ((type === "1" || type === "2") && target !== undefined) files.set(text(0, 100), target);
    offset += Math.ceil(size / blockSize) * blockSize;
  }
}
