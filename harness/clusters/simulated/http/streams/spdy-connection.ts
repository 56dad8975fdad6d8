import { EmptyHeaderWriter, HeaderReader } from "./spdy-headers.ts";
import {
  controlFrame,
  dataFrame,
  finFlag,
  FrameReader,
  frameType,
  MalformedStream,
  type Frame,
} from "./spdy-frames.ts";

/** What carries the frames. */
export interface Carrier {
  write(bytes: Buffer): void;
  /** Ends the connection under the frames. */
  close(): void;
}

/** One stream that the client has opened. */
export interface SpdyStream {
  readonly headers: ReadonlyMap<string, string>;
  write(data: Buffer | string): void;
  /** Nothing more comes from here. */
  end(): void;
  reset(): void;
  /** Where the client's bytes go; those that came before are kept for it. */
  receive(listener: StreamListener): void;
}

export interface StreamListener {
  data(bytes: Buffer): void;
  /** The client has said that nothing more comes, or is gone. */
  end(): void;
}

/** Streams of one connection at a time, and bytes that wait for somebody to take them. */
const mostStreams = 500;
const mostWaiting = 16 * 1024 * 1024;

/** The server's end of a SPDY/3.1 connection. */
export class SpdyConnection {
  readonly #carrier: Carrier;
  readonly #onStream: (stream: SpdyStream) => void;
  readonly #reader = new FrameReader();
  readonly #headers = new HeaderReader();
  readonly #replies = new EmptyHeaderWriter();
  readonly #streams = new Map<number, Stream>();
  /** Headers are unpacked one after the other, and frames keep their order. */
  #work: Promise<void> = Promise.resolve();
  #waiting = 0;
  #closed = false;

  constructor(carrier: Carrier, onStream: (stream: SpdyStream) => void) {
    this.#carrier = carrier;
    this.#onStream = onStream;
  }

  /** Takes bytes of the client. What is malformed ends the connection. */
  push(bytes: Buffer): void {
    if (this.#closed) return;
    this.#waiting += bytes.length;
    if (this.#waiting > mostWaiting) return this.close();
    this.#work = this.#work.then(() => this.#take(bytes));
  }

  /** Ends all streams and the connection. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#headers.close();
    this.#replies.close();
    for (const stream of this.#streams.values()) stream.lost();
    this.#streams.clear();
    this.#carrier.close();
  }

  async #take(bytes: Buffer): Promise<void> {
    this.#waiting -= bytes.length;
    try {
      for (const frame of this.#reader.push(bytes)) {
        if (this.#closed) return;
        await this.#frame(frame);
      }
    } catch {
      // Whatever it was, nothing that follows can be understood.
      this.close();
    }
  }

  async #frame(frame: Frame): Promise<void> {
    if (frame.kind === "data") return this.#streams.get(frame.stream)?.arrived(frame.payload, frame.fin);
    const { type, payload, flags } = frame;
    switch (type) {
      case frameType.synStream:
        return this.#open(payload, (flags & finFlag) !== 0);
      case frameType.resetStream: {
        const id = payload.readUInt32BE(0);
        this.#streams.get(id)?.lost();
        this.#streams.delete(id);
        return;
      }
      case frameType.ping:
        return this.#carrier.write(controlFrame(frameType.ping, payload.subarray(0, 4)));
      case frameType.goAway:
        return this.close();
      default:
        return;
    }
  }

  async #open(payload: Buffer, fin: boolean): Promise<void> {
    const id = payload.readUInt32BE(0) & 0x7fff_ffff;
    // Clients' streams have odd numbers, each used once.
    if (id % 2 === 0 || this.#streams.has(id)) throw new MalformedStream(`a stream of number ${id}`);
    const headers = await this.#headers.read(payload.subarray(10));
    if (this.#streams.size >= mostStreams) return this.#carrier.write(resetFrame(id));
    const reply = await this.#replies.write();
    if (this.#closed) return;
    const head = Buffer.alloc(4);
    head.writeUInt32BE(id, 0);
    this.#carrier.write(controlFrame(frameType.synReply, Buffer.concat([head, reply])));
    const stream = new Stream(headers, {
      send: (data, flags) => {
        if (!this.#closed) this.#carrier.write(dataFrame(id, data, flags));
      },
      reset: () => {
        if (!this.#closed) this.#carrier.write(resetFrame(id));
      },
      done: () => void this.#streams.delete(id),
    });
    this.#streams.set(id, stream);
    this.#onStream(stream);
    if (fin) stream.arrived(Buffer.alloc(0), true);
  }
}

const cancel = 5;

function resetFrame(id: number): Buffer {
  const payload = Buffer.alloc(8);
  payload.writeUInt32BE(id, 0);
  payload.writeUInt32BE(cancel, 4);
  return controlFrame(frameType.resetStream, payload);
}

interface StreamCarrier {
  send(data: Buffer, flags: number): void;
  reset(): void;
  /** Both directions are over. */
  done(): void;
}

const largestChunk = 32 * 1024;

class Stream implements SpdyStream {
  readonly headers: ReadonlyMap<string, string>;
  readonly #carrier: StreamCarrier;
  readonly #early: Buffer[] = [];
  #listener: StreamListener | undefined;
  #ended = false;
  #remoteEnded = false;

  constructor(headers: ReadonlyMap<string, string>, carrier: StreamCarrier) {
    this.headers = headers;
    this.#carrier = carrier;
  }

  write(data: Buffer | string): void {
    const bytes = Buffer.from(data);
    if (this.#ended) return;
    for (let at = 0; at < bytes.length; at += largestChunk)
      this.#carrier.send(bytes.subarray(at, at + largestChunk), 0);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#carrier.send(Buffer.alloc(0), finFlag);
    if (this.#remoteEnded) this.#carrier.done();
  }

  reset(): void {
    this.#ended = true;
    this.#carrier.reset();
    this.#carrier.done();
  }

  receive(listener: StreamListener): void {
    this.#listener = listener;
    for (const bytes of this.#early.splice(0)) listener.data(bytes);
    if (this.#remoteEnded) listener.end();
  }

  arrived(bytes: Buffer, fin: boolean): void {
    if (this.#remoteEnded) return;
    if (bytes.length > 0) {
      if (this.#listener === undefined) this.#early.push(bytes);
      else this.#listener.data(bytes);
    }
    if (!fin) return;
    this.#remoteEnded = true;
    this.#listener?.end();
    if (this.#ended) this.#carrier.done();
  }

  /** Reset by the client, or gone with the connection. */
  lost(): void {
    this.#ended = true;
    if (this.#remoteEnded) return;
    this.#remoteEnded = true;
    this.#listener?.end();
  }
}
