/** Everything that streams from one server, so that it ends with the server. */
export class Connections implements Disposable {
  readonly #open = new Set<() => void>();

  /** The function that comes back forgets the connection. */
  add(close: () => void): () => void {
    this.#open.add(close);
    return () => void this.#open.delete(close);
  }

  get size(): number {
    return this.#open.size;
  }

  [Symbol.dispose](): void {
    for (const close of [...this.#open]) close();
    this.#open.clear();
  }
}
