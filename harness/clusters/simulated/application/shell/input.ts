/** Bytes that a command reads, as they come. */
export class Input {
  readonly #chunks: Buffer[] = [];
  #ended = false;
  #size = 0;
  #onChange: (() => void) | undefined;

  /** One that holds this and nothing more. */
  static of(content: Buffer): Input {
    const input = new Input();
    if (content.length > 0) input.push(content);
    input.end();
    return input;
  }

  /** Bytes that nobody has read yet. */
  get waiting(): number {
    return this.#size;
  }

  push(chunk: Buffer): void {
    if (this.#ended) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    this.#onChange?.();
  }

  end(): void {
    this.#ended = true;
    this.#onChange?.();
  }

  /** The next bytes; `undefined` at the end, `"later"` while there are none. */
  take(): Buffer | "later" | undefined {
    const chunk = this.#chunks.shift();
    if (chunk === undefined) return this.#ended ? undefined : "later";
    this.#size -= chunk.length;
    this.#onRead?.();
    return chunk;
  }

  /** Gives back what was taken too much. */
  untake(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.unshift(chunk);
    this.#size += chunk.length;
  }

  /** Calls back, once, when there is something new. */
  whenReady(callback: () => void): void {
    this.#onChange = () => {
      this.#onChange = undefined;
      callback();
    };
  }

  #onRead: (() => void) | undefined;

  /** Calls back after every read, so that a sender may go on. */
  set onRead(callback: () => void) {
    this.#onRead = callback;
  }
}
