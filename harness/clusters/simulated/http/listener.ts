import type { Server as HttpsServer } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";
import type { Clock } from "../../../base/clock.ts";
import type { LinkGate } from "./link/gate.ts";
import { LinkedSocket } from "./link/linked-socket.ts";
import { answerToUnparsed, type ParseError } from "./unparsed.ts";

/** How long a connection may keep the server waiting, wall ms. Answers, such as watches, may last as they like. */
export interface ConnectionLimits {
  readonly handshake: number;
  readonly headers: number;
  /** Headers and body together. */
  readonly request: number;
  /** Between two requests. */
  readonly keepAlive: number;
  /** How often headers and requests are looked at. */
  readonly check: number;
}

export const defaultLimits: ConnectionLimits = {
  handshake: 10_000,
  headers: 10_000,
  request: 60_000,
  keepAlive: 90_000,
  check: 5_000,
};

const mostConnections = 2000;

/** Wall ms that a client has for sending the rest and reading why nobody understood it. */
const farewell = 5_000;

/** Takes connections, leads each through the link, and hands it to the HTTPS server. */
export class Listener {
  readonly #https: HttpsServer;
  readonly #tcp;
  readonly #sockets = new Set<Socket>();
  #closed: Promise<void> | undefined;

  constructor(https: HttpsServer, clock: Clock, gate: LinkGate | undefined) {
    this.#https = https;
    // Node watches over its limits for headers and requests from this event on, which never comes of itself here: the
    // server gets its connections handed over.
    https.emit("listening");
    https.on("tlsClientError", (_, socket) => void socket.destroy());
    https.on("clientError", (error: ParseError, socket) => {
      const answer = answerToUnparsed(error);
      if (answer === undefined || !socket.writable) return void socket.destroy();
      socket.end(answer);
      // Closed while it still sends, or with something unread, a client might never read the answer.
      socket.removeAllListeners("data").resume();
      const patience = clock.schedule(farewell * clock.speed, () => socket.destroy());
      socket.on("close", () => patience.cancel());
    });
    this.#tcp = createTcpServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      if (gate === undefined) {
        https.emit("connection", socket);
        return;
      }
      socket.on("error", () => undefined);
      if (gate.condition().kind === "refused") socket.resetAndDestroy();
      else https.emit("connection", new LinkedSocket(socket, clock, gate));
    });
    this.#tcp.maxConnections = mostConnections;
  }

  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#tcp.once("error", reject);
      this.#tcp.listen({ host: "127.0.0.1", port: 0 }, () => {
        this.#tcp.off("error", reject);
        resolve((this.#tcp.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#tcp.close(() => resolve());
      this.#https.close();
      for (const socket of this.#sockets) socket.destroy();
    });
    return this.#closed;
  }
}
