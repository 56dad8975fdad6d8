/** Control frames of SPDY/3.1 that matter here, by their number. */
export const frameType = { synStream: 1, synReply: 2, resetStream: 3, ping: 6, goAway: 7 } as const;

export const finFlag = 1;

export type Frame =
  | { readonly kind: "data"; readonly stream: number; readonly fin: boolean; readonly payload: Buffer }
  | { readonly kind: "control"; readonly type: number; readonly flags: number; readonly payload: Buffer };

/** Something that no client of good will sends. */
export class MalformedStream extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MalformedStream";
  }
}

/** Largest frame that is taken: clients cut what they send into far smaller ones. */
const largestFrame = 4 * 1024 * 1024;
const headLength = 8;
const version = 3;

/** Cuts bytes into frames, however they arrive. */
export class FrameReader {
  #held: Buffer[] = [];
  #size = 0;

  /** @throws MalformedStream */
  push(bytes: Buffer): readonly Frame[] {
    this.#held.push(bytes);
    this.#size += bytes.length;
    const frames: Frame[] = [];
    while (this.#size >= headLength) {
      const head = this.#peek(headLength);
      const length = head.readUIntBE(5, 3);
      if (length > largestFrame) throw new MalformedStream(`a frame of ${length} bytes`);
      if (this.#size < headLength + length) break;
      const all = this.#take(headLength + length);
      frames.push(frameOf(all.subarray(0, headLength), all.subarray(headLength)));
    }
    return frames;
  }

  /** The first bytes, without copying what lies behind them. */
  #peek(length: number): Buffer {
    const [first] = this.#held;
    return first!.length >= length ? first!.subarray(0, length) : this.#joined().subarray(0, length);
  }

  #take(length: number): Buffer {
    const all = this.#joined();
    this.#held = all.length > length ? [all.subarray(length)] : [];
    this.#size = all.length - length;
    return all.subarray(0, length);
  }

  #joined(): Buffer {
    if (this.#held.length > 1) this.#held = [Buffer.concat(this.#held)];
    return this.#held[0] ?? Buffer.alloc(0);
  }
}

function frameOf(head: Buffer, payload: Buffer): Frame {
  const first = head.readUInt32BE(0);
  const flags = head[4]!;
  if (first < 0x8000_0000) return { kind: "data", stream: first, fin: (flags & finFlag) !== 0, payload };
  if ((first >>> 16) - 0x8000 !== version) throw new MalformedStream("another version of SPDY");
  return { kind: "control", type: first & 0xffff, flags, payload };
}

export function dataFrame(stream: number, payload: Buffer, flags = 0): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt32BE(stream, 0);
  head[4] = flags;
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

export function controlFrame(type: number, payload: Buffer, flags = 0): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt32BE((0x8000_0000 | (version << 16) | type) >>> 0, 0);
  head[4] = flags;
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

const mostHeaders = 100;

/** Names and values of a header block, names in lower case. @throws MalformedStream */
export function readHeaders(block: Buffer): ReadonlyMap<string, string> {
  let at = 0;
  const number = () => {
    if (at + 4 > block.length) throw new MalformedStream("headers that end too early");
    at += 4;
    return block.readUInt32BE(at - 4);
  };
  const text = () => {
    const length = number();
    if (at + length > block.length) throw new MalformedStream("headers that end too early");
    at += length;
    return block.toString("latin1", at - length, at);
  };
  const count = number();
  if (count > mostHeaders) throw new MalformedStream(`${count} headers`);
  const headers = new Map<string, string>();
  for (let i = 0; i < count; i++) headers.set(text().toLowerCase(), text());
  return headers;
}
