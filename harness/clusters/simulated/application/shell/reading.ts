import type { Input } from "./input.ts";
import type { Steps } from "./machine.ts";

/** Most that a command holds of its input. */
const largest = 16 * 1024 * 1024;

/** The next bytes; undefined at the end. */
export function* readChunk(input: Input): Steps<Buffer | undefined> {
  for (;;) {
    const chunk = input.take();
    if (chunk !== "later") return chunk;
    yield { kind: "input", input };
  }
}

export function* readAll(input: Input): Steps<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (let chunk = yield* readChunk(input); chunk !== undefined; chunk = yield* readChunk(input)) {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A line without its end; undefined at the end of the input. */
export function* readLine(input: Input): Steps<string | undefined> {
  let held = Buffer.alloc(0);
  for (;;) {
    const chunk = yield* readChunk(input);
    if (chunk === undefined) return held.length === 0 ? undefined : held.toString();
    const end = chunk.indexOf(10);
    if (end >= 0) {
      input.untake(chunk.subarray(end + 1));
      return Buffer.concat([held, chunk.subarray(0, end)]).toString();
    }
    held = Buffer.concat([held, chunk]).subarray(0, largest);
  }
}
