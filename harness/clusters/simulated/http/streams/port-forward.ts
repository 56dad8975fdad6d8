import type { PodConnection, PodStreams } from "./pods.ts";
import type { SpdyStream } from "./spdy-connection.ts";

/** Connections through one port-forward: a stream for data and one for errors each, with the same request id. */
export class PortForward {
  readonly #pods: PodStreams;
  readonly #namespace: string;
  readonly #pod: string;
  readonly #errors = new Map<string, SpdyStream>();
  readonly #connections = new Set<PodConnection>();

  constructor(pods: PodStreams, namespace: string, pod: string) {
    this.#pods = pods;
    this.#namespace = namespace;
    this.#pod = pod;
  }

  /** The client has opened a stream. */
  stream(stream: SpdyStream): void {
    const { headers } = stream;
    const id = headers.get("requestid") ?? "";
    const type = headers.get("streamtype");
    const port = Number(headers.get("port"));
    const isPort = Number.isInteger(port) && port > 0 && port < 65536;
    if (type === "error" && isPort) this.#errors.set(id, stream);
    else if (type === "data" && isPort && this.#errors.has(id)) this.#connect(stream, id, port);
    else stream.reset();
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
    this.#connections.clear();
  }

  #connect(stream: SpdyStream, id: string, port: number): void {
    const errors = this.#errors.get(id)!;
    this.#errors.delete(id);
    const finish = () => {
      stream.end();
      errors.end();
    };
    const connection = this.#pods.connect(this.#namespace, this.#pod, port, {
      write: (bytes) => stream.write(bytes),
      end: () => {
        if (typeof connection !== "string") this.#connections.delete(connection);
        finish();
      },
    });
    if (typeof connection === "string") {
      errors.write(connection);
      return finish();
    }
    this.#connections.add(connection);
    stream.receive({ data: (bytes) => connection.data(bytes), end: () => connection.end() });
  }
}
