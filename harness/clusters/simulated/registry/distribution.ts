import type { Catalogue } from "./catalogue.ts";
import type { Blob } from "./image.ts";

export interface RegistryAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The read side of the OCI distribution specification 1.1; errors in its form. */
export function answer(catalogue: Catalogue, method: string, url: string): RegistryAnswer {
  if (method !== "GET" && method !== "HEAD")
    return failure(405, "UNSUPPORTED", "The operation is unsupported.", { method });
  const { pathname, searchParams } = new URL(url, "http://registry");
  if (pathname === "/v2/" || pathname === "/v2") return json({});
  if (pathname === "/v2/_catalog") return json({ repositories: catalogue.repositories() });
  const match = /^\/v2\/(?<name>.+)\/(?<kind>manifests|blobs|tags)\/(?<reference>[^/]+)$/.exec(pathname);
  if (match?.groups === undefined) return failure(404, "NAME_UNKNOWN", "repository name not known to registry", {});
  const { name = "", kind, reference = "" } = match.groups;
  const tags = catalogue.tags(name);
  if (tags === undefined) return failure(404, "NAME_UNKNOWN", "repository name not known to registry", { name });
  if (kind === "tags") return json({ name, tags: page(tags, searchParams) });
  if (kind === "blobs") {
    const blob = catalogue.blob(name, reference);
    return blob ? content(blob) : failure(404, "BLOB_UNKNOWN", "blob unknown to registry", { digest: reference });
  }
  const manifest = catalogue.manifest(name, reference);
  return manifest ? content(manifest) : failure(404, "MANIFEST_UNKNOWN", "manifest unknown", { name, tag: reference });
}

function page(tags: readonly string[], query: URLSearchParams): readonly string[] {
  const last = query.get("last");
  const rest = last === null ? tags : tags.filter((tag) => tag > last);
  const count = query.get("n");
  return count === null ? rest : rest.slice(0, Number(count));
}

function content({ digest, mediaType, bytes }: Blob): RegistryAnswer {
  const headers = { "Content-Type": mediaType, "Docker-Content-Digest": digest, ETag: `"${digest}"` };
  return { status: 200, headers, body: bytes };
}

function json(value: unknown): RegistryAnswer {
  return { status: 200, headers: { "Content-Type": "application/json" }, body: Buffer.from(JSON.stringify(value)) };
}

function failure(status: number, code: string, message: string, detail: object): RegistryAnswer {
  return { ...json({ errors: [{ code, message, detail }] }), status };
}
