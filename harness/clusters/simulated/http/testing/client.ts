import { request, type RequestOptions } from "node:https";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { ClusterAccess } from "../kubeconfig.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests say what they expect of it
  readonly json: any;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Replaces the cluster's own; an empty one sends no Authorization header. */
  readonly token?: string;
}

/** A plain HTTPS request with the cluster's token and authority. */
export async function ask(cluster: ClusterAccess, path: string, wanted: Ask = {}): Promise<Answer> {
  const response = await open(cluster, path, wanted);
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk as string;
  const isJson = response.headers["content-type"]?.startsWith("application/json") === true;
  return { status: response.statusCode!, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** As `ask`, but resolves with the headers; the body can be read as it comes. */
export function open(
  cluster: ClusterAccess,
  path: string,
  { method = "GET", headers = {}, body, token }: Ask = {},
): Promise<IncomingMessage> {
  const bearer = token ?? cluster.token;
  const options: RequestOptions = {
    method,
    ca: cluster.ca,
    agent: false,
    // Node adds no length of its own to the body of a DELETE.
    headers: {
      ...(body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) }),
      ...(bearer === "" ? {} : { Authorization: `Bearer ${bearer}` }),
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${cluster.url}${path}`, options, resolve);
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The events of a watch, one at a time; ends with the stream. */
export async function* watchEvents(response: IncomingMessage): AsyncGenerator<Answer["json"]> {
  let rest = "";
  for await (const chunk of response.setEncoding("utf8")) {
    const lines = (rest + (chunk as string)).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
}
