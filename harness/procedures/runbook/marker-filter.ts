/** Takes a marker out of a stream of bytes and says when it came by; all else passes in its order. */
export class MarkerFilter {
  readonly #marker: Buffer;
  readonly #pass: (chunk: Buffer) => void;
  readonly #found: () => void;
  #held: Buffer = Buffer.alloc(0);

  constructor(marker: string, handlers: { pass(chunk: Buffer): void; found(): void }) {
    this.#marker = Buffer.from(marker);
    this.#pass = (chunk) => handlers.pass(chunk);
    this.#found = () => handlers.found();
  }

  write(chunk: Buffer): void {
    let rest = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    for (let at = rest.indexOf(this.#marker); at >= 0; at = rest.indexOf(this.#marker)) {
      if (at > 0) this.#pass(rest.subarray(0, at));
      this.#found();
      rest = rest.subarray(at + this.#marker.length);
    }
    const keep = this.#begun(rest);
    if (rest.length > keep) this.#pass(rest.subarray(0, rest.length - keep));
    this.#held = rest.subarray(rest.length - keep);
  }

  /** What was held back, since it could have become a marker. */
  end(): void {
    if (this.#held.length > 0) this.#pass(this.#held);
    this.#held = Buffer.alloc(0);
  }

  /** Length of the marker's beginning that stands at the end. */
  #begun(bytes: Buffer): number {
    const longest = Math.min(bytes.length, this.#marker.length - 1);
    for (let length = longest; length > 0; length--)
      if (bytes.subarray(bytes.length - length).equals(this.#marker.subarray(0, length))) return length;
    return 0;
  }
}
