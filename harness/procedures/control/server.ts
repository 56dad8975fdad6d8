import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../../base/errors.ts";
import type { Ledger, LedgerEntry } from "../../clusters/driver.ts";
import { controlRequest, longestRequest, type ControlReply, type ControlRequest } from "./protocol.ts";

export interface ControlServerOptions {
  /** Where the socket goes, unless the path gets too long for one. */
  readonly folder: string;
  readonly ledger: Ledger | undefined;
  /** @throws UserError for what the script can mend; its message is what the script gets to see. */
  handle(request: ControlRequest): Promise<void>;
}

/** Bytes that the path of a socket may have: the least that any of our systems allows. */
const longestPath = 100;
/** ms that a connection may be silent. */
const idle = 60_000;

/** A folder of its own, for a socket that would have too long a path in the run's. */
interface ShortFolder {
  readonly path: string;
  readonly entry: LedgerEntry | undefined;
}

/** Listens for `drill step` and its like. */
export class ControlServer implements AsyncDisposable {
  readonly path: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #temporary: ShortFolder | undefined;

  /** Use `listen`. */
  constructor(path: string, server: Server, temporary: ShortFolder | undefined) {
    this.path = path;
    this.#server = server;
    this.#temporary = temporary;
  }

  static async listen({ folder, ledger, handle }: ControlServerOptions): Promise<ControlServer> {
    let path = join(folder, "control.sock");
    let temporary: ShortFolder | undefined;
    if (Buffer.byteLength(path) > longestPath) {
      const short = mkdtempSync(join(tmpdir(), "drill-"));
      temporary = { path: short, entry: ledger?.record("folder", { path: short }) };
      path = join(short, "control.sock");
    }
    const server = createServer();
    const made = new ControlServer(path, server, temporary);
    server.on("connection", (socket) => made.#serve(socket, handle));
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(path, resolve));
    return made;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    if (this.#temporary === undefined) return;
    rmSync(this.#temporary.path, { recursive: true, force: true });
    this.#temporary.entry?.strike();
  }

  #serve(socket: Socket, handle: ControlServerOptions["handle"]): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.setTimeout(idle, () => socket.destroy());
    let text = "";
    const onData = (chunk: string) => {
      text += chunk;
      const newline = text.indexOf("\n");
      if (newline < 0 && text.length <= longestRequest) return;
      socket.off("data", onData);
      void answer(newline < 0 ? "" : text.slice(0, newline), handle).then((reply) =>
        socket.end(`${JSON.stringify(reply)}\n`),
      );
    };
    socket.setEncoding("utf8").on("data", onData);
  }
}

async function answer(line: string, handle: ControlServerOptions["handle"]): Promise<ControlReply> {
  try {
    await handle(controlRequest.parse(JSON.parse(line)));
    return { ok: true };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, message: error.message };
    if (error instanceof z.ZodError) return { ok: false, message: z.prettifyError(error) };
    return {
      ok: false,
      message: error instanceof SyntaxError ? "the request is no JSON" : `the drill could not do it: ${String(error)}`,
    };
  }
}
