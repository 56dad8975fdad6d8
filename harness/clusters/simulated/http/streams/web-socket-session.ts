import type { WebSocket } from "ws";
import type { Clock } from "../../../../base/clock.ts";
import { outcomeText, type Protocol } from "./outcome.ts";
import { StreamSession, type Wanted } from "./session.ts";

const channel = { in: 0, out: 1, err: 2, error: 3, close: 255 } as const;

/** Bytes on their way to a client above which commands wait for it. */
const highWater = 1024 * 1024;

export interface WebSocketSessionOptions {
  readonly protocol: Protocol;
  readonly base64: boolean;
  readonly wanted: Wanted;
  readonly command: readonly string[];
  readonly clock: Clock;
}

/** Drill ms between the end of a command that reads and the end of the connection. */
const grace = 100;

/** A session over a WebSocket: the first byte of a message, or character where it is text, names its channel. */
export function serveWebSocket(socket: WebSocket, options: WebSocketSessionOptions): StreamSession {
  const { protocol, base64, wanted, command, clock } = options;
  const send = (number: number, data: Buffer | string) => {
    const bytes = Buffer.from(data);
    if (base64) socket.send(`${number}${bytes.toString("base64")}`);
    else socket.send(Buffer.concat([Buffer.of(number), bytes]), { binary: true });
  };
  const session = new StreamSession(wanted, {
    out: (data) => send(channel.out, data),
    err: (data) => send(channel.err, data),
    behind: () => socket.bufferedAmount > highWater,
    finish: (end) => {
      const text = outcomeText(end, protocol, command);
      if (text !== undefined) send(channel.error, text);
      // A client that is still sending input would stumble over a connection that closes under its feet.
      if (wanted.stdin) clock.schedule(grace, () => socket.close(1000));
      else socket.close(1000);
    },
  });
  socket.on("message", (message: Buffer) => {
    if (message.length === 0) return;
    const number = base64 ? message[0]! - 48 : message[0]!;
    const bytes = base64 ? Buffer.from(message.subarray(1).toString(), "base64") : message.subarray(1);
    if (number === channel.in) session.typed(bytes);
    else if (number === channel.close && bytes[0] === channel.in && protocol === "v5") session.closeInput();
  });
  // Clients say so before they see that there is anything to read.
  if (wanted.stdout) send(channel.out, "");
  socket.on("error", () => session.close());
  socket.on("close", () => session.close());
  return session;
}
