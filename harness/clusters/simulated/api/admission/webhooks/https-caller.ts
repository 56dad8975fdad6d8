import type { ClientRequest } from "node:http";
import type { Clock } from "../../../../../base/clock.ts";
import { failureText } from "./failure-text.ts";
import type { Outcome, WebhookCaller } from "./outcome.ts";

/** Bytes of an answer that are read; a longer one is no answer. */
const longestAnswer = 3 << 20;

/**
 * Calls webhooks over HTTPS. Redirects are not followed; time runs by the cluster's clock.
 * Disposing it ends the calls under way and refuses new ones.
 */
export class HttpsCaller implements Disposable {
  readonly #clock: Clock;
  readonly #open = new Set<ClientRequest>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly call: WebhookCaller = async (call) => {
    const failed = (why: string): Outcome => ({ kind: "failed", why: `Post ${JSON.stringify(call.url)}: ${why}` });
    if (this.#closed) return failed("context canceled");
    const { request } = await import("node:https");
    return new Promise((resolve) => {
      const url = new URL(call.url);
      const sent = request(url, {
        method: "POST",
        agent: false,
        ...(call.authority === undefined ? {} : { ca: call.authority }),
        headers: {
          Accept: "application/json, */*",
          "Content-Type": "application/json",
          "Content-Length": String(Buffer.byteLength(call.body)),
          "User-Agent": "kube-apiserver-admission",
        },
      });
      const end = (outcome: Outcome) => {
        timer.cancel();
        this.#open.delete(sent);
        sent.destroy();
        resolve(outcome);
      };
      const timer = this.#clock.schedule(call.timeoutSeconds * 1000, () => end(failed("context deadline exceeded")));
      this.#open.add(sent);
      sent.on("error", (error) => end(failed(failureText(error, url))));
      sent.on("response", (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > longestAnswer) end({ kind: "failed", why: "the answer is too long" });
          else chunks.push(chunk);
        });
        response.on("error", (error) => end(failed(failureText(error, url))));
        response.on("end", () => end(read(response.statusCode ?? 0, Buffer.concat(chunks).toString())));
      });
      sent.end(call.body);
    });
  };

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const sent of this.#open) sent.destroy();
    this.#open.clear();
  }
}

function read(code: number, text: string): Outcome {
  const failed = (why: string): Outcome => ({ kind: "failed", why });
  if (code < 200 || code > 206) return failed(rejectionText(code));
  try {
    const body = JSON.parse(text) as unknown;
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return { kind: "answered", body };
  } catch {
    // Said below.
  }
  return failed(
    `couldn't get version/kind; json parse error: invalid character '${text.trim()[0] ?? " "}' looking for beginning of value`,
  );
}

/** As the server's client words an answer that is none of the 2xx. */
function rejectionText(code: number): string {
  if (code === 404) return "the server could not find the requested resource";
  if (code === 401) return "the server has asked for the client to provide credentials";
  if (code === 403) return "forbidden";
  if (code === 429) return "the server has received too many requests and has asked us to try again later";
  if (code >= 500) return 'an error on the server ("unknown") has prevented the request from succeeding';
  return `the server rejected our request for an unknown reason`;
}
