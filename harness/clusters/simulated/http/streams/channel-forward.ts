import type { WebSocket } from "ws";
import type { PodConnection, PodStreams } from "./pods.ts";

export interface ChannelForward {
  readonly pods: PodStreams;
  readonly namespace: string;
  readonly pod: string;
  readonly ports: readonly number[];
}

/**
 * Forwards ports over the channels of a WebSocket, as clients other than kubectl want it: of each port one connection, with
 * two channels, for data and for errors. Each channel begins with the number of its port.
 */
export function forwardOverChannels(socket: WebSocket, { pods, namespace, pod, ports }: ChannelForward): void {
  const send = (channel: number, data: Buffer | string) =>
    socket.send(Buffer.concat([Buffer.of(channel), Buffer.from(data)]), { binary: true });
  let open = ports.length;
  const finish = () => {
    if (--open === 0) socket.close(1000);
  };
  const connections = ports.map((port, i): PodConnection | undefined => {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(port);
    send(2 * i, number);
    send(2 * i + 1, number);
    const connection = pods.connect(namespace, pod, port, { write: (bytes) => send(2 * i, bytes), end: finish });
    if (typeof connection !== "string") return connection;
    send(2 * i + 1, connection);
    finish();
    return undefined;
  });
  socket.on("message", (message: Buffer) => {
    if (message.length > 0 && message[0]! % 2 === 0) connections[message[0]! / 2]?.data(message.subarray(1));
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    for (const connection of connections) connection?.close();
  });
}
