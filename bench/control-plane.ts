import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { parse } from "yaml";

/** The current context of a kubeconfig. Certificates or a token have to be written into it. */
export interface ControlPlane {
  readonly url: string;
  readonly agent: Agent;
  readonly token: string | undefined;
}

interface Named {
  readonly name: string;
  readonly context?: { readonly cluster: string; readonly user: string };
  readonly cluster?: Readonly<Record<string, string>>;
  readonly user?: Readonly<Record<string, string>>;
}

/** @param text of a kubeconfig. */
export function controlPlaneOf(text: string): ControlPlane {
  const config = parse(text) as Record<"contexts" | "clusters" | "users", readonly Named[]> & {
    readonly "current-context": string;
  };
  const named = (list: readonly Named[], name: string | undefined) => list.find((entry) => entry.name === name);
  const context = named(config.contexts, config["current-context"])?.context;
  const cluster = named(config.clusters, context?.cluster)?.cluster;
  if (cluster?.["server"] === undefined) throw new Error("the kubeconfig's current context names no server");
  const user = named(config.users, context?.user)?.user ?? {};
  const agent = new Agent({
    keepAlive: true,
    ca: decoded(cluster["certificate-authority-data"]),
    cert: decoded(user["client-certificate-data"]),
    key: decoded(user["client-key-data"]),
  });
  return { url: cluster["server"], agent, token: user["token"] };
}

function decoded(data: string | undefined): Buffer | undefined {
  return data === undefined ? undefined : Buffer.from(data, "base64");
}

export interface Call {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly body?: object;
  /** Media type of the body; JSON where nothing is said. */
  readonly type?: string;
  readonly accept?: string;
}

/** Opens a request and resolves with its answer, whose body is still to be read. @throws Error for an answer of 400 and above. */
export function open({ url, agent, token }: ControlPlane, path: string, call: Call = {}): Promise<IncomingMessage> {
  const { method = "GET", body, type = "application/json", accept = "application/json" } = call;
  const headers = {
    accept,
    "user-agent": "drill-bench",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": type }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { agent, method, headers }, (answer) => {
      if (answer.statusCode! < 400) return resolve(answer);
      textOf(answer).then((text) => reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`)), reject);
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Sends a request and reads its answer to the end. */
export async function send(plane: ControlPlane, path: string, call?: Call): Promise<string> {
  return textOf(await open(plane, path, call));
}

async function textOf(answer: IncomingMessage): Promise<string> {
  answer.setEncoding("utf8");
  let text = "";
  for await (const chunk of answer) text += chunk as string;
  return text;
}
