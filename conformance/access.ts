import { readFileSync } from "node:fs";
import { request, type RequestOptions } from "node:https";
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

/** One cluster as its kubeconfig describes it. Paths are those of the Kubernetes API. */
export class Access {
  readonly #cluster: ClusterEntry;
  readonly #user: UserEntry;

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

  /** @throws Error when the answer is none of the 2xx. */
  async send(method: "GET" | "POST" | "DELETE", path: string, body?: Json): Promise<Json> {
    const response = await this.open(method, path, body);
    let text = "";
    for await (const chunk of response) text += chunk as string;
    if (response.statusCode! >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
    return JSON.parse(text);
  }

  /** Resolves with the headers. */
  open(method: string, path: string, body?: Json, signal?: AbortSignal): Promise<IncomingMessage> {
    const pem = (data: string | undefined) => (data === undefined ? undefined : Buffer.from(data, "base64"));
    const text = body === undefined ? undefined : JSON.stringify(body);
    const options: RequestOptions = {
      method,
      agent: false,
      ca: pem(this.#cluster["certificate-authority-data"]),
      cert: pem(this.#user["client-certificate-data"]),
      key: pem(this.#user["client-key-data"]),
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
