import { readFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/** The name of the old schema among the documents. */
export const openApiV2 = "v2";

/**
 * The OpenAPI documents of a real cluster, byte for byte, compressed as one: they repeat each other, so that the whole is
 * smaller than any excerpt of it. A line of JSON with names and lengths comes first.
 */
export class OpenApiArchive {
  readonly #bytes: Buffer;
  readonly #places = new Map<string, { readonly start: number; readonly end: number }>();

  constructor(compressed: Buffer) {
    this.#bytes = brotliDecompressSync(compressed);
    let start = this.#bytes.indexOf("\n") + 1;
    const lengths = JSON.parse(this.#bytes.toString("utf8", 0, start)) as Record<string, number>;
    for (const [name, length] of Object.entries(lengths)) {
      this.#places.set(name, { start, end: start + length });
      start += length;
    }
  }

  /** Names as `/openapi/v3` lists them, such as `apis/apps/v1`, and `openApiV2`. */
  get names(): readonly string[] {
    return [...this.#places.keys()];
  }

  /** The JSON text of a document; undefined when there is none of that name. */
  document(name: string): Buffer | undefined {
    const place = this.#places.get(name);
    return place === undefined ? undefined : this.#bytes.subarray(place.start, place.end);
  }
}

/** The archive of the documents, by name. */
export function compressOpenApi(documents: Readonly<Record<string, Buffer>>): Buffer {
  const lengths = Object.fromEntries(Object.entries(documents).map(([name, bytes]) => [name, bytes.length]));
  const bytes = Buffer.concat([Buffer.from(`${JSON.stringify(lengths)}\n`), ...Object.values(documents)]);
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** What `capture.ts` has written. */
export function readOpenApi(): OpenApiArchive {
  return new OpenApiArchive(readFileSync(new URL("./openapi.br", import.meta.url)));
}
