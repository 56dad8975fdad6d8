/** Longest line that is kept in one piece. */
const longest = 16 * 1024;

/** Cuts what a process writes into lines. */
export class LogWriter {
  readonly #line: (text: string) => void;
  #held = "";

  constructor(line: (text: string) => void) {
    this.#line = line;
  }

  write(data: Buffer | string): void {
    const lines = (this.#held + data.toString()).split("\n");
    this.#held = lines.pop()!;
    for (const line of lines) this.#line(line);
    while (this.#held.length > longest) {
      this.#line(this.#held.slice(0, longest));
      this.#held = this.#held.slice(longest);
    }
  }

  /** What is left is a line too. */
  end(): void {
    if (this.#held !== "") this.#line(this.#held);
    this.#held = "";
  }
}
