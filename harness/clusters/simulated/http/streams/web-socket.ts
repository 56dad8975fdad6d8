import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/** Largest message that is taken. */
const largestMessage = 4 * 1024 * 1024;

/** The subprotocols that a client offers, in its order. */
export function offeredProtocols({ headersDistinct }: IncomingMessage): readonly string[] {
  return (headersDistinct["sec-websocket-protocol"] ?? [])
    .flatMap((line) => line.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** A name that `ws` lets pass: to its taste, the slash of the real one has no place in a name. */
const alias = "drill";

/** Accepts a WebSocket under the given subprotocol. */
export async function acceptWebSocket(
  { request, socket, head }: { readonly request: IncomingMessage; readonly socket: Duplex; readonly head: Buffer },
  protocol: string | undefined,
): Promise<WebSocket> {
  const { WebSocketServer } = await import("ws");
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: () => alias,
  });
  if (protocol === undefined) delete request.headers["sec-websocket-protocol"];
  else request.headers["sec-websocket-protocol"] = alias;
  server.on("headers", (headers) => {
    const at = headers.findIndex((line) => line.startsWith("Sec-WebSocket-Protocol:"));
    if (at >= 0) headers[at] = `Sec-WebSocket-Protocol: ${protocol}`;
  });
  return new Promise((resolve, reject) => {
    socket.once("close", () => reject(new Error("the client went away")));
    server.handleUpgrade(request, socket, head, resolve);
  });
}
