import { StringDecoder } from "node:string_decoder";
import { Redactor } from "../../base/redactor.ts";

export type Stream = "stdout" | "stderr";

export interface OutputOptions {
  readonly secrets: readonly string[];
  /** One line, fit for the record. */
  emit(stream: Stream, text: string): void;
}

/** Characters of a line that are kept. */
const longestLine = 2_000;
/** Characters that are looked at before a line is cut, so that no half of a secret stays. */
const longestLook = 2 * longestLine;
/** Characters of all lines that are kept, in the order in which they came; a line counts for at least 100. */
const budget = 1_000_000;
/** Characters kept of each stream's end, when there was more. */
const tail = 8_000;

/**
 * Turns what a program writes into lines: without colours, control characters and secrets, and never more than about a
 * megabyte of them: the beginning, and the last lines of each stream.
 */
export class Output {
  readonly #options: OutputOptions;
  readonly #streams: Readonly<Record<Stream, Lines>>;
  #left = budget;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.#streams = { stdout: this.#lines("stdout"), stderr: this.#lines("stderr") };
  }

  write(stream: Stream, chunk: Buffer): void {
    this.#streams[stream].write(chunk);
  }

  /** Passes on lines that are not finished: what wrote them has ended, and others will write after it. */
  flush(): void {
    for (const lines of Object.values(this.#streams)) lines.flush();
  }

  /** What stands on a line that was not finished, and the ends of streams that were too long. */
  end(): void {
    for (const lines of Object.values(this.#streams)) lines.end();
  }

  #lines(stream: Stream): Lines {
    const redactor = new Redactor(this.#options.secrets);
    return new Lines({
      room: () => this.#left > 0,
      line: (raw, dropped) => {
        const text = legible(redactor.line(clean(raw)), dropped);
        this.#left -= Math.max(100, text.length);
        this.#options.emit(stream, text);
      },
    });
  }
}

interface LinesOptions {
  room(): boolean;
  /** @param dropped characters that the line had beyond those that were looked at. */
  line(text: string, dropped: number): void;
}

class Lines {
  readonly #options: LinesOptions;
  readonly #decoder = new StringDecoder("utf8");
  #line = "";
  #dropped = 0;
  #tail = "";
  #skippedLines = 0;

  constructor(options: LinesOptions) {
    this.#options = options;
  }

  write(chunk: Buffer): void {
    this.#take(this.#decoder.write(chunk));
  }

  end(): void {
    this.#take(this.#decoder.end());
    this.flush();
    if (this.#skippedLines === 0 && this.#tail === "") return;
    const last = this.#tail.slice(this.#tail.indexOf("\n") + 1).replace(/^[^]*-----END [A-Z ]*PRIVATE KEY-----/, "");
    const lines = last.split("\n").filter((line) => line !== "");
    this.#options.line(`… ${Math.max(0, this.#skippedLines - lines.length)} lines left out`, 0);
    for (const line of lines) this.#options.line(line.slice(0, longestLook), Math.max(0, line.length - longestLook));
  }

  flush(): void {
    if (this.#line !== "" || this.#dropped > 0) this.#emit();
  }

  #take(text: string): void {
    let from = 0;
    while (from < text.length) {
      if (!this.#options.room()) return this.#skip(text.slice(from));
      const newline = text.indexOf("\n", from);
      const to = newline < 0 ? text.length : newline;
      const kept = text.slice(from, Math.min(to, from + longestLook - this.#line.length));
      this.#line += kept;
      this.#dropped += to - from - kept.length;
      if (newline < 0) return;
      this.#emit();
      from = newline + 1;
    }
  }

  #emit(): void {
    this.#options.line(this.#line, this.#dropped);
    this.#line = "";
    this.#dropped = 0;
  }

  #skip(text: string): void {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#skippedLines++;
    this.#tail = (this.#tail + text.slice(-tail)).slice(-tail);
  }
}

/** Colours, cursor movements and titles; and of a line that a progress bar wrote over, what stood there in the end. */
function clean(line: string): string {
  const plain = line
    .replace(/\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])/g, "")
    .replace(/\r+$/, "");
  return plain.slice(plain.lastIndexOf("\r") + 1);
}

function legible(text: string, dropped: number): string {
  const printable = text.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "\ufffd");
  const cut = Math.max(0, printable.length - longestLine) + dropped;
  return cut === 0 ? printable : `${printable.slice(0, longestLine)} … ${cut} more characters`;
}
