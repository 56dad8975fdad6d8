import { Input } from "../../application/shell/input.ts";
import type { SessionEnd, SessionOptions } from "../../kubelet/container-life.ts";
import { Terminal } from "./terminal.ts";

/** What a client wants of a container's streams. */
export interface Wanted {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

/** The client's end of a session: its channels, whatever carries them. */
export interface Channels {
  out(data: Buffer | string): void;
  err(data: Buffer | string): void;
  /** Says how it ended, and closes. */
  finish(end: SessionEnd): void;
  /** Whether the client is behind with what was sent to it. */
  behind(): boolean;
}

/** Unread input above which a session is broken off: its client does not care whether anybody reads. */
const mostInput = 16 * 1024 * 1024;

const sigint = 130;

/** One command, or one attachment, and the client that looks at it. */
export class StreamSession {
  readonly #channels: Channels;
  readonly #wanted: Wanted;
  readonly #input = new Input();
  readonly #terminal: Terminal;
  #stop: (() => void) | undefined;
  #over = false;

  constructor(wanted: Wanted, channels: Channels) {
    this.#channels = channels;
    this.#wanted = wanted;
    this.#terminal = new Terminal({
      echo: (text) => channels.out(text),
      line: (text) => this.#input.push(Buffer.from(text)),
      end: () => this.#input.end(),
      interrupt: () => this.#finish({ kind: "exit", code: sigint }),
    });
    if (!wanted.stdin) this.#input.end();
  }

  /** @param begin starts what the session is for, or says why that cannot be */
  start(begin: (options: SessionOptions) => (() => void) | string): void {
    const { stdout, stderr, tty } = this.#wanted;
    const channels = this.#channels;
    const show = (send: (data: Buffer | string) => void, wanted: boolean) => (data: Buffer | string) => {
      if (wanted && !this.#over) send(tty ? Terminal.shown(data) : data);
    };
    const begun = begin({
      input: this.#input,
      out: show((data) => channels.out(data), stdout),
      err: show((data) => channels.err(data), stderr),
      tty,
      stalled: () => channels.behind(),
      ended: (end) => this.#finish(end),
    });
    if (typeof begun === "string") this.#finish({ kind: "failed", message: begun });
    else if (this.#over) begun();
    else this.#stop = begun;
  }

  typed(bytes: Buffer): void {
    if (this.#over || !this.#wanted.stdin) return;
    if (this.#input.waiting > mostInput) return this.#finish({ kind: "failed", message: "nobody reads the input" });
    if (this.#wanted.tty) this.#terminal.typed(bytes);
    else if (bytes.length > 0) this.#input.push(bytes);
  }

  closeInput(): void {
    this.#input.end();
  }

  /** The client is gone. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#input.end();
    this.#stop?.();
  }

  #finish(end: SessionEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#stop?.();
    this.#channels.finish(end);
  }
}
