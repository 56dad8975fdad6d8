import { Agent, request, type RequestOptions } from "node:https";
import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { KubeConfig } from "@kubernetes/client-node";
import { ApiError, ApiUnreachable } from "../kubernetes.ts";

export interface ConnectionOptions {
  /** Path of a kubeconfig, and the context in it. */
  readonly kubeconfig: string;
  readonly context: string;
  /** Where requests go instead of the kubeconfig's server; its certificate has to be good for this host. */
  readonly server?: string | undefined;
  readonly userAgent: string;
  /** ms that an answer may take. */
  readonly deadline: number;
}

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** Requests to one real API server, over connections that are kept. Disposing closes them. */
export class Connection implements Disposable {
  readonly #options: ConnectionOptions;
  readonly #config = new KubeConfig();
  readonly #server: URL;
  readonly #agent: Agent;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#config.loadFromFile(options.kubeconfig);
    this.#config.setCurrentContext(options.context);
    const cluster = this.#config.getCurrentCluster();
    if (cluster === null) throw new Error(`${options.kubeconfig} has no context ${options.context}`);
    this.#server = new URL(options.server ?? cluster.server);
    this.#agent = new Agent({ keepAlive: true, maxSockets: 32 });
  }

  /**
   * The answer's JSON.
   * @throws ApiError when the server refuses, ApiUnreachable when no answer comes.
   */
  async send(wanted: ApiRequest): Promise<unknown> {
    const options = await this.#requestOptions(wanted);
    const { status, text } = await this.#exchange(options, wanted)
      .catch((error: Error & { stale?: boolean }) => {
        // The server, or what lies between, closed a kept connection before it saw the request.
        if (error.stale === true) return this.#exchange(options, wanted);
        throw error;
      })
      .catch((error: Error) => {
        throw this.#unreachable(error);
      });
    if (status < 300) return parse(text);
    throw refusal(status, text);
  }

  /**
   * The lines of a watch as they come, until the server or the signal ends it.
   * @throws ApiError when the server refuses, ApiUnreachable when the connection fails.
   */
  async *stream(path: string, signal: AbortSignal): AsyncGenerator<unknown, void> {
    const options = await this.#requestOptions({ method: "GET", path });
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request({ ...options, signal }, resolve)
          .on("error", reject)
          .end();
      });
      if (response.statusCode! >= 300) {
        const text = await response.setEncoding("utf8").reduce((all, chunk) => all + String(chunk), "");
        throw refusal(response.statusCode!, text);
      }
      for await (const line of createInterface({ input: response })) yield JSON.parse(line);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError) throw error;
      throw this.#unreachable(error as Error);
    }
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  #unreachable(cause: Error): ApiUnreachable {
    const message = `the API server of ${this.#options.context} cannot be reached: ${cause.message}`;
    return new ApiUnreachable(message, { cause });
  }

  async #requestOptions({ method, path, body, contentType = "application/json" }: ApiRequest): Promise<RequestOptions> {
    const options: RequestOptions & { headers: Record<string, string> } = {
      method,
      protocol: this.#server.protocol,
      hostname: this.#server.hostname,
      port: this.#server.port,
      path,
      headers: {
        Accept: "application/json",
        "User-Agent": this.#options.userAgent,
        ...(body === undefined ? {} : { "Content-Type": contentType }),
      },
    };
    await this.#config.applyToHTTPSOptions(options);
    return { ...options, agent: this.#agent };
  }

  #exchange(options: RequestOptions, { body }: ApiRequest): Promise<{ status: number; text: string }> {
    const signal = AbortSignal.timeout(this.#options.deadline);
    return new Promise((resolve, reject) => {
      const sent = request({ ...options, signal }, (response: IncomingMessage) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode!, text }));
        response.on("error", reject);
      });
      sent.on("error", (error: Error & { code?: string }) => {
        const stale = sent.reusedSocket && error.code === "ECONNRESET";
        const slow = signal.aborted ? new Error(`no answer within ${this.#options.deadline / 1000} s`) : error;
        reject(Object.assign(slow, { stale }));
      });
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function refusal(status: number, text: string): ApiError {
  const { reason = "", message = text } = parse(text) as { reason?: string; message?: string };
  return new ApiError(status, reason, message);
}

function parse(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return { message: text };
  }
}
