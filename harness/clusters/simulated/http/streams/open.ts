import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Front } from "../front.ts";
import { forwardOverChannels } from "./channel-forward.ts";
import type { Connections } from "./connections.ts";
import type { Protocol } from "./outcome.ts";
import type { PodStreams } from "./pods.ts";
import { PortForward } from "./port-forward.ts";
import type { StreamSession } from "./session.ts";
import { SpdyConnection, type SpdyStream } from "./spdy-connection.ts";
import { serveSpdySession } from "./spdy-session.ts";
import type { StreamTarget } from "./target.ts";
import { refuse } from "./upgrade.ts";
import { serveWebSocket } from "./web-socket-session.ts";
import { acceptWebSocket, offeredProtocols } from "./web-socket.ts";

export interface Opening {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly front: Front;
  readonly connections: Connections;
}

const tunnel = "SPDY/3.1+portforward.k8s.io";
const forwarding = "portforward.k8s.io";
const sessionProtocols = ["v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io"];
/** Bytes on their way to a client above which it counts as slow, and as hopeless. */
const highWater = 1024 * 1024;
const hopeless = 64 * 1024 * 1024;

/** Opens what was asked for, or refuses. */
export async function openStream(target: StreamTarget, opening: Opening): Promise<void> {
  const isWebSocket = (opening.request.headers.upgrade ?? "").toLowerCase() === "websocket";
  if (target.kind === "portforward")
    return isWebSocket ? forwardOverWebSocket(target, opening) : forwardOverSpdy(target, opening);
  return isWebSocket ? sessionOverWebSocket(target, opening) : sessionOverSpdy(target, opening);
}

type SessionTarget = StreamTarget & { readonly kind: "exec" | "attach" };
type ForwardTarget = StreamTarget & { readonly kind: "portforward" };

function begin({ kind, address, command, wanted }: SessionTarget, pods: PodStreams, session: StreamSession): void {
  session.start((options) => {
    if (!wanted.stdin && !wanted.stdout && !wanted.stderr)
      return "unable to upgrade connection: you must specify at least 1 of stdin, stdout, stderr";
    return kind === "exec" ? pods.exec(address, command, options) : pods.attach(address, options);
  });
}

const webSocketProtocols: Readonly<Record<string, { readonly protocol: Protocol; readonly base64: boolean }>> = {
  "v5.channel.k8s.io": { protocol: "v5", base64: false },
  "v4.channel.k8s.io": { protocol: "v4", base64: false },
  "v4.base64.channel.k8s.io": { protocol: "v4", base64: true },
  "channel.k8s.io": { protocol: "v1", base64: false },
  "base64.channel.k8s.io": { protocol: "v1", base64: true },
};

async function sessionOverWebSocket(target: SessionTarget, opening: Opening): Promise<void> {
  const offered = offeredProtocols(opening.request);
  const name = offered.find((one) => webSocketProtocols[one] !== undefined);
  if (offered.length > 0 && name === undefined)
    return void opening.socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
  const { protocol, base64 } = webSocketProtocols[name ?? "channel.k8s.io"]!;
  const socket = await acceptWebSocket(opening, name);
  track(socket, opening.connections);
  begin(
    target,
    opening.front.pods,
    serveWebSocket(socket, {
      protocol,
      base64,
      wanted: target.wanted,
      command: target.command,
      clock: opening.front.clock,
    }),
  );
}

function sessionOverSpdy(target: SessionTarget, opening: Opening): void {
  const accepted = negotiate(opening, sessionProtocols);
  if (accepted === undefined) return;
  acceptSpdy(opening, accepted, (connection, socket) => {
    const session = serveSpdySession({
      wanted: target.wanted,
      command: target.command,
      behind: () => socket.writableLength > highWater,
      begin: (own) => begin(target, opening.front.pods, own),
      close: () => void 0,
    });
    socket.on("close", () => session.close());
    return (stream) => session.stream(stream);
  });
}

async function forwardOverWebSocket(target: ForwardTarget, opening: Opening): Promise<void> {
  const { front, request, connections } = opening;
  const offered = offeredProtocols(request);
  if (!offered.includes(tunnel)) return forwardChannels(target, opening, offered);
  if (!requirePod(target, opening)) return;
  const webSocket = await acceptWebSocket(opening, tunnel);
  track(webSocket, connections);
  const forward = new PortForward(front.pods, target.namespace, target.pod);
  const connection = new SpdyConnection(
    {
      write: (bytes) => {
        if (webSocket.bufferedAmount > hopeless) webSocket.terminate();
        else webSocket.send(bytes, { binary: true });
      },
      // Nobody waits for a client that has said good-bye, or nonsense.
      close: () => webSocket.terminate(),
    },
    (stream) => forward.stream(stream),
  );
  webSocket.on("message", (message: Buffer) => connection.push(message));
  webSocket.on("error", () => webSocket.terminate());
  webSocket.on("close", () => {
    forward.close();
    connection.close();
  });
}

const mostPorts = 100;

async function forwardChannels(target: ForwardTarget, opening: Opening, offered: readonly string[]): Promise<void> {
  const { front, socket, connections } = opening;
  const { ports, namespace, pod } = target;
  const plain = "text/plain; charset=utf-8";
  if (ports.length === 0 || ports.length > mostPorts)
    return refuse(socket, 400, 'query parameter "port" is required', plain);
  const name = offered.find((one) => one === "v4.channel.k8s.io" || one === "channel.k8s.io");
  if (offered.length > 0 && name === undefined)
    return void socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
  if (!requirePod(target, opening)) return;
  const webSocket = await acceptWebSocket(opening, name);
  track(webSocket, connections);
  forwardOverChannels(webSocket, { pods: front.pods, namespace, pod, ports });
}

function forwardOverSpdy(target: ForwardTarget, opening: Opening): void {
  const accepted = negotiate(opening, [forwarding]);
  if (accepted === undefined || !requirePod(target, opening)) return;
  const forward = new PortForward(opening.front.pods, target.namespace, target.pod);
  acceptSpdy(opening, accepted, (_, socket) => {
    socket.on("close", () => forward.close());
    return (stream) => forward.stream(stream);
  });
}

function requirePod({ namespace, pod }: ForwardTarget, { front, socket }: Opening): boolean {
  if (front.pods.has(namespace, pod)) return true;
  refuse(socket, 500, `pod not found (${JSON.stringify(`${pod}_${namespace}`)})`, "text/plain; charset=utf-8");
  return false;
}

/** The version of the protocol inside SPDY; undefined after a refusal. */
function negotiate({ request, socket }: Opening, accepted: readonly string[]): string | undefined {
  const offered = (request.headersDistinct["x-stream-protocol-version"] ?? []).flatMap((line) => line.split(/\s*,\s*/));
  const plain = "text/plain; charset=utf-8";
  if (offered.length === 0) {
    refuse(socket, 400, "unable to upgrade: X-Stream-Protocol-Version is required\n", plain);
    return undefined;
  }
  const found = accepted.find((one) => offered.includes(one));
  if (found !== undefined) return found;
  const problem = `unable to negotiate protocol: client supports [${offered.join(" ")}], server accepts [${accepted.join(" ")}]`;
  const headers = accepted.map((one) => `X-Accepted-Stream-Protocol-Versions: ${one}`);
  refuse(socket, 403, `unable to upgrade: ${problem}\n`, plain, headers);
  return undefined;
}

/** Answers a plain upgrade and speaks SPDY from then on. */
function acceptSpdy(
  { socket, head, connections }: Opening,
  protocol: string,
  serve: (connection: SpdyConnection, socket: Duplex) => (stream: SpdyStream) => void,
): void {
  const lines = [
    "HTTP/1.1 101 Switching Protocols",
    "Connection: Upgrade",
    "Upgrade: SPDY/3.1",
    `X-Stream-Protocol-Version: ${protocol}`,
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  const connection: SpdyConnection = new SpdyConnection(
    {
      write: (bytes) => {
        if (socket.writableLength > hopeless) socket.destroy();
        else if (!socket.destroyed) socket.write(bytes);
      },
      close: () => socket.end(),
    },
    (stream) => onStream(stream),
  );
  const onStream = serve(connection, socket);
  const forget = connections.add(() => socket.destroy());
  socket.on("data", (bytes: Buffer) => connection.push(bytes));
  socket.on("end", () => connection.close());
  socket.on("close", () => {
    forget();
    connection.close();
  });
  if (head.length > 0) connection.push(head);
}

function track(socket: WebSocket, connections: Connections): void {
  const forget = connections.add(() => socket.terminate());
  socket.on("close", forget);
}
