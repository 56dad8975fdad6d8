import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { type ArchivedFile, type ArchivedImage, contentOf, streamOf } from "./image-archive.ts";

const manifestType = "application/vnd.oci.image.manifest.v1+json";
const configType = "application/vnd.oci.image.config.v1+json";
const layerType = "application/vnd.oci.image.layer.v1.tar";

export interface ArchivePush {
  /** Path of the archive. */
  readonly path: string;
  readonly image: ArchivedImage;
  /** `http://host:port/v2/repository` */
  readonly url: string;
  readonly tag: string;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** Puts an image of an archive into a registry, past Docker: nothing of it gets into the images of this machine. */
export async function pushArchived({ path, image, url, tag }: ArchivePush): Promise<void> {
  const push = async (file: ArchivedFile, mediaType: string): Promise<Descriptor> => {
    const digest = await digestOf(path, file);
    await upload(url, digest, { body: streamOf(path, file), size: file.size });
    return { mediaType, digest, size: file.size };
  };
  const layers: Descriptor[] = [];
  for (const file of image.layers)
    layers.push(await push(file, (await isGzip(path, file)) ? `${layerType}+gzip` : layerType));
  const config = await push(image.config, configType);
  const body = JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config, layers });
  const headers = { "Content-Type": manifestType };
  await expectOk(await fetch(`${url}/manifests/${tag}`, { method: "PUT", headers, body }), `the manifest of ${tag}`);
}

async function digestOf(path: string, file: ArchivedFile): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of streamOf(path, file)) hash.update(chunk as Buffer);
  return `sha256:${hash.digest("hex")}`;
}

async function isGzip(path: string, { offset }: ArchivedFile): Promise<boolean> {
  return (await contentOf(path, { offset, size: 2 })).equals(Buffer.from([0x1f, 0x8b]));
}

async function upload(url: string, digest: string, { body, size }: { body: Readable; size: number }): Promise<void> {
  const there = await fetch(`${url}/blobs/${digest}`, { method: "HEAD" });
  if (there.ok) {
    body.destroy();
    return;
  }
  const begun = await fetch(`${url}/blobs/uploads/`, { method: "POST" });
  await expectOk(begun, "an upload");
  const location = new URL(begun.headers.get("location")!, url);
  location.searchParams.set("digest", digest);
  const finished = await fetch(location, {
    method: "PUT",
    headers: { "Content-Type": "application/octet-stream", "Content-Length": `${size}` },
    body: Readable.toWeb(body) as ReadableStream<Uint8Array>,
    duplex: "half",
  } as RequestInit);
  await expectOk(finished, digest);
}

async function expectOk(response: Response, what: string): Promise<void> {
  if (!response.ok) throw new Error(`the registry does not take ${what}: ${response.status} ${await response.text()}`);
}
