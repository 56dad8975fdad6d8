import type { Random } from "../../../base/random.ts";
import type { Process } from "./process.ts";

/** What a process answers to an HTTP request. */
export interface Answer {
  /** `HTTP/1.0 200 OK` */
  readonly statusLine: string;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  /** ms that it takes. */
  readonly after: number;
}

export interface Request {
  readonly method: string;
  readonly path: string;
}

const reasons: Readonly<Record<number, string>> = {
  200: "OK",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/**
 * The answer of the demo application, or of an image that says itself what it serves. Who asks whether it is ready is told,
 * everybody else gets what the behaviour declares.
 */
export function answerOf(process: Process, { method, path }: Request, random: Random, jitter: number): Answer {
  const [pathname = ""] = path.split("?", 1);
  const spread = random.between(1 - jitter, 1 + jitter);
  const asksReadiness = process.serves !== undefined || pathname === "/ready";
  const isUnready = asksReadiness && !process.ready;
  const fails = pathname !== "/.drill/process" && random.chance(process.errors);
  const status = isUnready ? 503 : fails ? 500 : 200;
  const { serves, version } = process;
  const isHead = method === "HEAD";
  if (serves !== undefined) {
    const body = Buffer.from(status === 200 ? serves.body : "");
    const headers = [["Content-Length", String(body.length)]] as const;
    return { ...statusOf("1.0", status), headers, body, after: process.latency * spread };
  }
  const reports: Readonly<Record<string, object>> = {
    "/ready": { version, ready: process.ready },
    "/.drill/process": { version, configHash: process.configHash },
  };
  const report = reports[pathname] ?? { version };
  const body = Buffer.from(`${JSON.stringify(report)}\n`);
  const headers = [
    ["Content-Type", "application/json"],
    ["X-App-Version", version],
    ...(process.configHash === undefined ? [] : [["X-App-Config", process.configHash] as const]),
    ["Content-Length", String(body.length)],
    ["Connection", "close"],
  ] as const;
  return {
    ...statusOf("1.1", status),
    headers,
    body: isHead ? Buffer.alloc(0) : body,
    after: process.latency * spread,
  };
}

function statusOf(protocol: string, status: number) {
  return { statusLine: `HTTP/${protocol} ${status} ${reasons[status] ?? ""}`, status };
}

/** As it goes over the wire. */
export function bytesOf({ statusLine, headers, body }: Answer): Buffer {
  const lines = [statusLine, ...headers.map(([name, value]) => `${name}: ${value}`), "", ""];
  return Buffer.concat([Buffer.from(lines.join("\r\n")), body]);
}
