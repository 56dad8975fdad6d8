import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../../base/clock.ts";
import type { RegistryView } from "./access.ts";
import type { Catalogue } from "./catalogue.ts";
import { answer, type RegistryAnswer } from "./distribution.ts";

export interface ServeRegistryOptions {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  /** The registry as the operator sees it now. */
  readonly view: () => RegistryView;
}

export interface RegistryServer extends AsyncDisposable {
  /** `127.0.0.1:<port>` */
  readonly address: string;
}

/** Serves the read side of the OCI distribution API over HTTP, with the faults that the operator meets. */
export async function serveRegistry({ catalogue, clock, view }: ServeRegistryOptions): Promise<RegistryServer> {
  const server = createServer((request, response) => {
    void respond(request, response, { catalogue, clock, view });
  });
  server.on("connection", (socket) => {
    if (view().fault?.mode === "refused") socket.resetAndDestroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const { port } = server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, [Symbol.asyncDispose]: close };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { catalogue, clock, view }: ServeRegistryOptions,
): Promise<void> {
  const { fault, cut, roundTrip } = view();
  // No answer, ever: the connection stays open until the client gives up.
  if (cut || fault?.mode === "black-hole") return;
  if (fault?.mode === "refused") {
    request.socket.resetAndDestroy();
    return;
  }
  if (fault?.mode === "stopped") {
    request.socket.destroy();
    return;
  }
  await clock.sleep(roundTrip + (fault?.mode === "slow" ? fault.delay : 0));
  if (fault?.mode === "5xx") send(request, response, failure(503, "UNAVAILABLE", "service unavailable"));
  else if (fault?.mode === "429") send(request, response, failure(429, "TOOMANYREQUESTS", "too many requests"));
  else send(request, response, answer(catalogue, request.method ?? "GET", request.url ?? "/"));
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, headers, body }: RegistryAnswer): void {
  response.writeHead(status, {
    "Docker-Distribution-Api-Version": "registry/2.0",
    "Content-Length": body.length,
    ...headers,
  });
  response.end(method === "HEAD" ? undefined : body);
}

function failure(status: number, code: string, message: string): RegistryAnswer {
  const body = Buffer.from(JSON.stringify({ errors: [{ code, message, detail: null }] }));
  const retry = status === 429 ? { "Retry-After": "10" } : {};
  return { status, headers: { "Content-Type": "application/json", ...retry }, body };
}
