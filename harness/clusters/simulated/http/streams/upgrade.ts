import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { PlainError } from "../../access/refusals.ts";
import { StatusError } from "../../api/status-error.ts";
import type { Gate } from "../access/gate.ts";
import type { Front } from "../front.ts";
import { routeOf } from "../route.ts";
import { streamTargetOf } from "./target.ts";
import type { Connections } from "./connections.ts";
import { openStream } from "./open.ts";

export interface UpgradeOptions {
  readonly front: Front;
  readonly gate: Gate;
  readonly connections: Connections;
  readonly onError: (error: unknown) => void;
}

const streaming = new Set(["exec", "attach", "portforward"]);

/** Whether a request asks for a connection of its own, and for what this server has one. */
export function isStreamRequest({ url = "/", headers, method }: IncomingMessage): boolean {
  const kind = (headers.upgrade ?? "").toLowerCase();
  const isAsked =
    (kind === "websocket" && method === "GET") || (kind === "spdy/3.1" && (method === "POST" || method === "GET"));
  return isAsked && streaming.has(url.split("?", 1)[0]!.split("/").at(-1)!);
}

/** Answers a request for which `isStreamRequest` holds. Never throws. */
export async function handleUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { front, gate, connections, onError }: UpgradeOptions,
): Promise<void> {
  socket.on("error", () => socket.destroy());
  try {
    const url = new URL(request.url ?? "/", "https://cluster");
    gate.admit(request, url);
    const route = routeOf(url.pathname);
    const target = streamTargetOf(front, route, url.searchParams);
    await openStream(target, { request, socket, head, front, connections });
  } catch (error) {
    if (error instanceof StatusError)
      refuse(socket, error.code, `${JSON.stringify(error.toStatus(), null, 2)}`, "application/json");
    else if (error instanceof PlainError) refuse(socket, error.code, error.message, "text/plain; charset=utf-8");
    else if (error instanceof TypeError || error instanceof URIError)
      refuse(socket, 400, "the address is malformed", "text/plain");
    else {
      onError(error);
      refuse(socket, 500, "Internal Server Error", "text/plain");
    }
  }
}

const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  500: "Internal Server Error",
};

/** Answers without an upgrade and hangs up. */
export function refuse(
  socket: Duplex,
  code: number,
  body: string,
  contentType: string,
  headers: readonly string[] = [],
): void {
  if (socket.destroyed) return;
  const lines = [
    `HTTP/1.1 ${code} ${reasons[code] ?? ""}`,
    ...headers,
    "Cache-Control: no-cache, private",
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
