import { constants, createDeflate, createInflate, type Deflate, type Inflate } from "node:zlib";
import { spdyDictionary } from "./spdy-dictionary.ts";
import { MalformedStream, readHeaders } from "./spdy-frames.ts";

/** Most bytes of headers that one frame may unpack to. */
const largestBlock = 64 * 1024;

/** Unpacks the headers of one direction. Each block continues where the one before it ended. */
export class HeaderReader {
  readonly #inflate: Inflate;
  #chunks: Buffer[] = [];
  #size = 0;
  #failure: ((error: Error) => void) | undefined;

  constructor() {
    this.#inflate = createInflate({ dictionary: spdyDictionary(), finishFlush: constants.Z_SYNC_FLUSH });
    this.#inflate.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#size += chunk.length;
      if (this.#size > largestBlock) this.#inflate.destroy(new MalformedStream("headers that are too large"));
    });
    this.#inflate.on("error", (error) => this.#failure?.(error));
  }

  /** Rejects with a MalformedStream or an error of zlib. */
  read(block: Buffer): Promise<ReadonlyMap<string, string>> {
    return new Promise((resolve, reject) => {
      if (this.#inflate.destroyed) return reject(new MalformedStream("headers after broken ones"));
      this.#failure = reject;
      this.#chunks = [];
      this.#size = 0;
      this.#inflate.write(block, (error) => {
        if (error) return reject(error);
        try {
          resolve(readHeaders(Buffer.concat(this.#chunks)));
        } catch (problem) {
          reject(problem as Error);
        }
      });
    });
  }

  close(): void {
    this.#inflate.destroy();
  }
}

/** Packs the headers of answers, which have none. */
export class EmptyHeaderWriter {
  readonly #deflate: Deflate;
  #chunks: Buffer[] = [];

  constructor() {
    this.#deflate = createDeflate({ dictionary: spdyDictionary() });
    this.#deflate.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
    this.#deflate.on("error", () => undefined);
  }

  write(): Promise<Buffer> {
    return new Promise((resolve) => {
      this.#chunks = [];
      this.#deflate.write(Buffer.alloc(4));
      this.#deflate.flush(constants.Z_SYNC_FLUSH, () => resolve(Buffer.concat(this.#chunks)));
    });
  }

  close(): void {
    this.#deflate.destroy();
  }
}
