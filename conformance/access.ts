import { readFileSync } from "node:fs";
import { Agent, request, type RequestOptions } from "node:https";
import type { IncomingMessage } from "node:http";
import { parse, stringify } from "yaml";

interface Kubeconfig {
  readonly "current-context": string;
  readonly contexts: readonly { readonly name: string; readonly context: { cluster: string; user: string } }[];
  readonly clusters: readonly { readonly name: string; readonly cluster: ClusterEntry }[];
  readonly users: readonly { readonly name: string; readonly user: UserEntry }[];
}

interface ClusterEntry {
  readonly server: string;
  readonly "certificate-authority-data": string;
}

interface UserEntry {
  readonly token?: string;
  readonly "client-certificate-data"?: string;
  readonly "client-key-data"?: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- objects of any kind, looked at by name
export type Json = any;

const pem = (data: string | undefined) => (data === undefined ? undefined : Buffer.from(data, "base64").toString());

/** One cluster as its kubeconfig describes it. Paths are those of the Kubernetes API. */
export class Access {
  readonly #cluster: ClusterEntry;
  readonly #user: UserEntry;
  /** For requests that follow each other; no server closes a connection that early. */
  readonly #agent = new Agent({ keepAlive: true, timeout: 1_000 });

  /** @param context undefined is the file's current one. */
  constructor(kubeconfig: string, context?: string) {
    const config = parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
    const wanted = context ?? config["current-context"];
    const entry = config.contexts.find(({ name }) => name === wanted);
    const cluster = config.clusters.find(({ name }) => name === entry?.context.cluster)?.cluster;
    const user = config.users.find(({ name }) => name === entry?.context.user)?.user;
    if (cluster === undefined || user === undefined) throw new Error(`${kubeconfig} has no usable context ${wanted}`);
    this.#cluster = cluster;
    this.#user = user;
  }

  get server(): string {
    return this.#cluster.server;
  }

  /** A kubeconfig that names everything alike whatever the cluster: contexts `eu` (current) and `us`, which is the same cluster. */
  kubeconfig(namespace: string): string {
    const context = (name: string, of: string) => ({
      name,
      context: { cluster: "cluster", user: "admin", namespace: of },
    });
    return stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "eu",
      contexts: [context("eu", namespace), context("us", "default")],
      clusters: [{ name: "cluster", cluster: this.#cluster }],
      users: [{ name: "admin", user: this.#user }],
    });
  }

  /** What a request needs besides its path, certificates as PEM. */
  credentials(): Json {
    return {
      server: this.#cluster.server,
      ca: pem(this.#cluster["certificate-authority-data"]),
      cert: pem(this.#user["client-certificate-data"]),
      key: pem(this.#user["client-key-data"]),
      token: this.#user.token,
    };
  }

  /** What is there; undefined when there is no such thing. */
  find(path: string): Promise<Json> {
    return this.#unless404("GET", path);
  }

  /** Deletes what may be gone already. */
  discard(path: string): Promise<Json> {
    return this.#unless404("DELETE", path);
  }

  /** @throws Error when the answer is none of the 2xx. */
  async send(method: "GET" | "POST" | "DELETE", path: string, body?: Json): Promise<Json> {
    const { status, text } = await this.#ask(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text);
  }

  async #unless404(method: "GET" | "DELETE", path: string): Promise<Json> {
    const { status, text } = await this.#ask(method, path);
    if (status === 404) return undefined;
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text);
  }

  async #ask(method: string, path: string, body?: Json): Promise<{ status: number; text: string }> {
    const response = await this.#open(method, path, this.#agent, body);
    let text = "";
    for await (const chunk of response) text += chunk as string;
    return { status: response.statusCode!, text };
  }

  /** Resolves with the headers of a request that goes on until it is aborted. */
  open(path: string, signal: AbortSignal): Promise<IncomingMessage> {
    return this.#open("GET", path, false, undefined, signal);
  }

  #open(
    method: string,
    path: string,
    agent: Agent | false,
    body?: Json,
    signal?: AbortSignal,
  ): Promise<IncomingMessage> {
    const { ca, cert, key } = this.credentials();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const options: RequestOptions = {
      method,
      agent,
      ca,
      cert,
      key,
      headers: {
        Accept: "application/json",
        ...(this.#user.token === undefined ? {} : { Authorization: `Bearer ${this.#user.token}` }),
        ...(text === undefined
          ? {}
          : { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(text)) }),
      },
      ...(signal === undefined ? {} : { signal }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#cluster.server}${path}`, options, (response) => {
        response.setEncoding("utf8");
        resolve(response);
      });
      sent.on("error", reject);
      sent.end(text);
    });
  }
}
