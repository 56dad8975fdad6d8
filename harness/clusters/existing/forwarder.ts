import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent, request as httpsRequest, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import type { KubeConfig } from "@kubernetes/client-node";
import type { Clock } from "../../base/clock.ts";
import type { DoorWrites } from "./door-writes.ts";

/** Headers that belong to one connection and are not passed on. */
const ofConnection = new Set(["connection", "keep-alive", "transfer-encoding", "host", "upgrade", "proxy-connection"]);

/**
 * Passes requests on to an API server as they came, credentials included, and answers back as they come. Where the server
 * cannot be reached, the connection breaks: an answer would look as if it came from there.
 */
export class Forwarder implements Disposable {
  readonly #config: KubeConfig;
  readonly #clock: Clock;
  readonly #writes: DoorWrites;
  readonly #agent = new Agent({ keepAlive: true });

  /** @param config whose current context names the server and its authority, and no user */
  constructor(config: KubeConfig, clock: Clock, writes: DoorWrites) {
    this.#config = config;
    this.#clock = clock;
    this.#writes = writes;
    config.setCurrentContext(config.contexts[0]!.name);
  }

  async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = this.#clock.now();
    const noted = await this.#writes.begin(request, at);
    const options = await this.#optionsFor(request, {});
    if (response.destroyed) return noted(0);
    const onward = httpsRequest({ ...options, agent: this.#agent }, (answer) => {
      noted(answer.statusCode!);
      response.writeHead(answer.statusCode!, passedOn(answer.headers));
      response.flushHeaders();
      answer.pipe(response);
      answer.on("error", () => response.destroy());
    });
    onward.on("error", () => {
      noted(0);
      response.destroy();
    });
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  }

  /** Streams such as `kubectl exec`: when the server agrees, both sides are joined. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on("error", () => undefined);
    const noted = await this.#writes.begin(request, this.#clock.now());
    const { upgrade = "" } = request.headers;
    const options = await this.#optionsFor(request, { Connection: "Upgrade", Upgrade: upgrade });
    const onward = httpsRequest({ ...options, agent: false });
    onward.on("error", () => {
      noted(0);
      socket.destroy();
    });
    onward.on("response", (answer) => {
      noted(answer.statusCode!);
      socket.write(headOf(answer));
      answer.pipe(socket);
    });
    onward.on("upgrade", (answer, far, farHead) => {
      noted(answer.statusCode!);
      socket.write(headOf(answer));
      if (farHead.length > 0) socket.write(farHead);
      if (head.length > 0) far.write(head);
      far.on("error", () => socket.destroy());
      far.on("close", () => socket.destroy());
      socket.on("close", () => far.destroy());
      far.pipe(socket).pipe(far);
    });
    onward.end();
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  async #optionsFor(request: IncomingMessage, more: Readonly<Record<string, string>>): Promise<RequestOptions> {
    const server = new URL(this.#config.getCurrentCluster()!.server);
    const options: RequestOptions = {
      method: request.method,
      protocol: server.protocol,
      hostname: server.hostname,
      port: server.port,
      path: request.url,
      headers: { ...passedOn(request.headers), ...more },
    };
    await this.#config.applyToHTTPSOptions(options);
    return options;
  }
}

function passedOn(headers: IncomingMessage["headers"]): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && !ofConnection.has(name));
  return Object.fromEntries(kept) as Record<string, string | string[]>;
}

/** Status line and headers as they came. */
function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
  return [`HTTP/1.1 ${statusCode} ${statusMessage}`, ...lines, "", ""].join("\r\n");
}
