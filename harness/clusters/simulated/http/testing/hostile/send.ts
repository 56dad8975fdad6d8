import { Agent, request } from "node:https";
import { fc } from "../../../../../base/testing/properties.ts";
import type { HostileRequest } from "./hostile-request.ts";
import { hostileRequest } from "./requests.ts";
import { seeds } from "./seeds.ts";
import type { ClusterAccess } from "../../kubeconfig.ts";

export interface HostileOptions {
  readonly target: ClusterAccess;
  readonly requests: number;
  readonly seed: number;
  /** Requests under way at once. */
  readonly parallel: number;
}

export interface HostileResult {
  /** Answers by their code; 0 is a connection that broke. */
  readonly codes: Readonly<Record<number, number>>;
  /** Requests that no answer came to, or a 500 that the real server would not send. */
  readonly suspects: readonly { readonly request: HostileRequest; readonly code: number; readonly text: string }[];
}

/** Sends hostile requests to a cluster that holds an object of each kind. */
export async function sendHostile({ target, requests, seed, parallel }: HostileOptions): Promise<HostileResult> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: parallel,
    ca: target.ca,
    cert: target.client.certificate,
    key: target.client.key,
  });
  const codes: Record<number, number> = {};
  const suspects: HostileResult["suspects"][number][] = [];
  const send = async (hostile: HostileRequest) => {
    const { code, text } = await answer(agent, target, hostile);
    codes[code] = (codes[code] ?? 0) + 1;
    if (code === 0 || (code === 500 && text.includes("an error on the server")))
      suspects.push({ request: hostile, code, text });
  };
  const sow = async () => {
    for (const { path, object } of seeds)
      await answer(agent, target, {
        method: "POST",
        path,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(object),
      });
  };
  const chunk = 200;
  for (let done = 0; done < requests; done += chunk) {
    // What the requests have deleted comes back, so that there is something to get wrong again.
    await sow();
    const queue = fc.sample(hostileRequest, { seed: seed + done, numRuns: Math.min(chunk, requests - done) }).values();
    await Promise.all(
      Array.from({ length: parallel }, async () => {
        for (const hostile of queue) await send(hostile);
      }),
    );
  }
  agent.destroy();
  return { codes, suspects };
}

function answer(
  agent: Agent,
  { url }: ClusterAccess,
  { method, path, headers, body }: HostileRequest,
): Promise<{ readonly code: number; readonly text: string }> {
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve({ code: 0, text: error.message });
    try {
      const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
      const all = { ...headers, ...length };
      const sent = request(new URL(url), { path, method, headers: all, agent }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          if (text.length < 2000) text += part;
        });
        response.on("end", () => resolve({ code: response.statusCode!, text })).on("error", failed);
      });
      sent.on("error", failed).end(body);
    } catch (error) {
      // What Node's client refuses to put on the wire.
      resolve({ code: -1, text: (error as Error).message });
    }
  });
}
