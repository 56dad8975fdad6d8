import { createHash } from "node:crypto";

/** Bytes as the registry serves them. */
export interface Blob {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** An image of one platform: its manifest, and the blobs that the manifest names. */
export interface Image {
  readonly manifest: Blob;
  readonly blobs: readonly Blob[];
}

export const manifestType = "application/vnd.oci.image.manifest.v1+json";

export interface ImageIdentity {
  readonly repository: string;
  readonly tag: string;
  readonly version: string;
}

/**
 * An image whose bytes, and so whose digests, follow from its identity alone. Layers are stand-ins of a few bytes: what a
 * pull of the image costs is the scenario's business and not written here.
 */
export function buildImage({ repository, tag, version }: ImageIdentity): Image {
  const layer = blob("application/vnd.oci.image.layer.v1.tar", `files of ${repository}:${tag}, version ${version}\n`);
  const config = blob(
    "application/vnd.oci.image.config.v1+json",
    JSON.stringify({
      created: "2026-01-01T00:00:00Z",
      architecture: "amd64",
      os: "linux",
      config: {
        Env: ["PATH=/usr/local/bin:/usr/bin:/bin"],
        Entrypoint: ["/app"],
        Labels: { "org.opencontainers.image.title": repository, "org.opencontainers.image.version": version },
      },
      rootfs: { type: "layers", diff_ids: [layer.digest] },
    }),
  );
  const manifest = blob(
    manifestType,
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: describe(config),
      layers: [describe(layer)],
    }),
  );
  return { manifest, blobs: [config, layer] };
}

function describe({ mediaType, digest, bytes }: Blob) {
  return { mediaType, digest, size: bytes.length };
}

function blob(mediaType: string, text: string): Blob {
  const bytes = Buffer.from(text);
  return { digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`, mediaType, bytes };
}
