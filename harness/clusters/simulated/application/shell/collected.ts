import { ShellExit } from "./shell-failure.ts";

/** Output that is kept, up to what a pipe between greedy commands may hold here. */
export class Collected {
  readonly #chunks: Buffer[] = [];
  #size = 0;

  readonly add = (data: Buffer | string): void => {
    const chunk = Buffer.from(data);
    this.#size += chunk.length;
    if (this.#size > 16 * 1024 * 1024) throw new ShellExit(141);
    this.#chunks.push(chunk);
  };

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
