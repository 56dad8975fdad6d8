import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { Clock } from "../../../../base/clock.ts";
import type { LinkGate } from "./gate.ts";
import { Lane } from "./lane.ts";

/** Bytes that a direction holds back before its sender has to wait. */
const window = 1 << 20;

/** A connection as it looks from behind the link: TLS and HTTP run on top of it and know nothing of the link. */
export class LinkedSocket extends Duplex {
  readonly #socket: Socket;
  readonly #inbound: Lane;
  readonly #outbound: Lane;
  readonly #subscription: { stop(): void };

  constructor(socket: Socket, clock: Clock, gate: LinkGate) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#inbound = new Lane(clock, gate, (bytes) => {
      if (bytes.length > 0 && !this.push(bytes)) socket.pause();
    });
    this.#outbound = new Lane(clock, gate, (bytes) => void socket.write(bytes));
    this.#subscription = gate.onChange(() => {
      if (gate.condition().kind === "refused") socket.resetAndDestroy();
      this.#inbound.wake();
      this.#outbound.wake();
    });
    socket.on("data", (bytes: Buffer) => {
      this.#inbound.send(bytes, () => undefined);
      if (this.#inbound.bytes > window) socket.pause();
    });
    socket.on("end", () => this.#inbound.send(Buffer.alloc(0), () => this.push(null)));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => {
      this.#subscription.stop();
      this.#outbound.stop();
      this.destroy();
    });
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#socket.destroyed) return done(new Error("the connection is closed"));
    const mustWait = this.#outbound.bytes > window;
    this.#outbound.send(bytes, () => {
      if (mustWait) done();
    });
    if (mustWait) return;
    if (this.#socket.writableNeedDrain) this.#socket.once("drain", () => done());
    else done();
  }

  override _final(done: () => void): void {
    this.#outbound.send(Buffer.alloc(0), () => this.#socket.end());
    done();
  }

  /** What was sent before is still on its way: the connection itself closes when it has arrived. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inbound.stop();
    if (!this.#socket.destroyed) this.#outbound.send(Buffer.alloc(0), () => this.#socket.destroySoon());
    done(error);
  }
}
