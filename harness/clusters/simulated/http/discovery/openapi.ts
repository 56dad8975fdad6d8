import { createHash } from "node:crypto";
import type { Json } from "../../../kubernetes.ts";
import { openApiV2, readOpenApi, type OpenApiArchive } from "../../schema/openapi-archive.ts";

/** Name of a document in OpenAPI's own terms: `api/v1`, `apis/apps/v1`. */
export type OpenApiName = string;

/** A document and what it is recognised by. */
export interface OpenApiText {
  readonly bytes: Buffer;
  /** SHA-512 in capitals, as the real server has it in addresses and ETags. */
  readonly hash: string;
}

/** Documents of kinds that one cluster has beyond those of all clusters. */
export type ExtraDocuments = ReadonlyMap<OpenApiName, OpenApiText>;

const none: ExtraDocuments = new Map();

/**
 * OpenAPI as a real server serves it: a root that names one document per group version, each with its paths and every
 * schema that they need, and the old schema with all of it. Reads its data when first asked.
 */
export class OpenApi {
  readonly #read: () => OpenApiArchive;
  readonly #documents = new Map<OpenApiName, OpenApiText>();
  #archive: OpenApiArchive | undefined;

  constructor(read: () => OpenApiArchive = readOpenApi) {
    this.#read = read;
  }

  /** Answer to `GET /openapi/v3`. The hashes let clients cache the documents for good. */
  root(extra: ExtraDocuments = none): Json {
    const names = [...this.#opened().names.filter((name) => name !== openApiV2), ...extra.keys()].sort();
    const paths: Record<string, Json> = {};
    for (const name of names)
      paths[name] = { serverRelativeURL: `/openapi/v3/${name}?hash=${this.document(name, extra)!.hash}` };
    return { paths };
  }

  /** One document; undefined when there is none of that name. */
  document(name: OpenApiName, extra: ExtraDocuments = none): OpenApiText | undefined {
    const known = extra.get(name) ?? this.#documents.get(name);
    if (known !== undefined) return known;
    const bytes = this.#opened().document(name);
    if (bytes === undefined) return undefined;
    const document = openApiText(bytes);
    this.#documents.set(name, document);
    return document;
  }

  /** The old schema, of the kinds that all clusters have. */
  swagger(): OpenApiText {
    return this.document(openApiV2)!;
  }

  #opened(): OpenApiArchive {
    return (this.#archive ??= this.#read());
  }
}

export function openApiText(bytes: Buffer): OpenApiText {
  return { bytes, hash: createHash("sha512").update(bytes).digest("hex").toUpperCase() };
}
