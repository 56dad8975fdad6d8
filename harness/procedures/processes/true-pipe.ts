import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, unlinkSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";

export interface TruePipe {
  /** What comes out; ends when nobody can write any more. */
  readonly output: Readable;
  /** Descriptor of the end to write to, for a child to inherit. */
  readonly input: number;
  /** Closes this process's hold on the end to write to. */
  release(): void;
}

/**
 * A pipe for the output of a program. What Node makes when it is asked for one is a socket, and on Linux a socket cannot be
 * opened by name: `echo oops > /dev/stderr`, which many scripts say, would fail in a drill and nowhere else.
 * @param folder a named pipe stands in it for a moment.
 */
export function openTruePipe(folder: string, name: string): TruePipe {
  const path = join(folder, `${name}.pipe`);
  execFileSync("mkfifo", ["-m", "600", path]);
  try {
    // The reader has to be there before anybody can open the other end without waiting.
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const input = openSync(path, constants.O_WRONLY);
    return {
      output: new Socket({ fd: reader, readable: true, writable: false }),
      input,
      release: () => closeSync(input),
    };
  } finally {
    unlinkSync(path);
  }
}
