import { Agent, request, type RequestOptions } from "node:https";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { KubeConfig } from "@kubernetes/client-node";
import { type KubeconfigContext, renderKubeconfig } from "../kubeconfig.ts";
import { ApiError, ApiUnreachable } from "../kubernetes.ts";

export interface ConnectionOptions {
  /** Path of a kubeconfig, or one context without a file. */
  readonly kubeconfig: string | KubeconfigContext;
  /** Context of the kubeconfig. */
  readonly context: string;
  /** Where requests go instead of the kubeconfig's server; its certificate has to be good for this host. */
  readonly server?: string | undefined;
  readonly userAgent: string;
  /** ms that an answer may take. */
  readonly deadline: number;
  /** Requests that are on their way at once; others wait. Default 32. */
  readonly mostAtOnce?: number;
}

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** An answer as it came, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Requests to one real API server, over connections that are kept. Disposing closes them. */
export class Connection implements Disposable {
  readonly #options: ConnectionOptions;
  readonly #config = new KubeConfig();
  readonly #server: URL;
  readonly #agent: Agent;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { kubeconfig, context } = options;
    if (typeof kubeconfig === "string") this.#config.loadFromFile(kubeconfig);
    else this.#config.loadFromString(renderKubeconfig([kubeconfig]));
    this.#config.setCurrentContext(context);
    const cluster = this.#config.getCurrentCluster();
    if (cluster === null) throw new Error(`${String(kubeconfig)} has no context ${context}`);
    this.#server = new URL(options.server ?? cluster.server);
    this.#agent = new Agent({ keepAlive: true, maxSockets: options.mostAtOnce ?? 32 });
  }

  /**
   * The answer's JSON.
   * @throws ApiError when the server refuses, ApiUnreachable when no answer comes.
   */
  async send(wanted: ApiRequest): Promise<unknown> {
    const { status, text } = await this.ask(wanted);
    if (status < 300) return parse(text);
    throw refusal(status, text);
  }

  /**
   * The answer, also where the server refuses.
   * @throws ApiUnreachable when no answer comes.
   */
  async ask(wanted: ApiRequest): Promise<Answer> {
    const options = await this.#requestOptions(wanted).catch((error: Error) => {
      const { context } = this.#options;
      throw new ApiUnreachable(`there are no credentials for context ${context}: ${error.message}`, { cause: error });
    });
    return this.#exchange(options, wanted)
      .catch((error: Error & { stale?: boolean }) => {
        // The server, or what lies between, closed a kept connection before it saw the request.
        if (error.stale === true) return this.#exchange(options, wanted);
        throw error;
      })
      .catch((error: Error) => {
        throw this.#unreachable(error);
      });
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
      path: `${this.#server.pathname.replace(/\/$/, "")}${path}`,
      headers: {
        Accept: "application/json",
        "User-Agent": this.#options.userAgent,
        ...(body === undefined ? {} : { "Content-Type": contentType }),
      },
    };
    await this.#config.applyToHTTPSOptions(options);
    return { ...options, agent: this.#agent };
  }

  #exchange(options: RequestOptions, { body }: ApiRequest): Promise<Answer> {
    const signal = AbortSignal.timeout(this.#options.deadline);
    return new Promise((resolve, reject) => {
      const sent = request({ ...options, signal }, (response: IncomingMessage) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, text }));
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
