import type { Service } from "../../kinds/service.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { HttpOutcome } from "../../application/shell/machine.ts";
import { badRequest, StatusError } from "../../api/status-error.ts";
import { readBody } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { noSuchResource, wrongMethod } from "../refusals.ts";
import type { ItemTarget } from "./item.ts";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** Drill ms after which the server gives up on a handshake, or on somebody who does not answer. */
const handshakeTimeout = 10_000;
const dialTimeout = 30_000;

/** `…/proxy/<path>` of a service or a pod: the answer is that of whoever listens there. */
export async function proxyTo(exchange: Exchange, { resource, namespace = "", name }: ItemTarget): Promise<void> {
  const { request, response, front } = exchange;
  const method = request.method ?? "GET";
  if (!methods.has(method)) throw wrongMethod();
  if (resource.plural === "nodes" || front.traffic === undefined) throw noSuchResource();
  const kind = resource.plural === "services" ? "service" : "pod";
  const wanted = splitName(kind, name);
  const to = kind === "service" ? serviceEnd(exchange, namespace, name, wanted) : podEnd(exchange, namespace, wanted);
  const { before, path, query } = splitAddress(request.url ?? "");
  if (path === "" && (method === "GET" || method === "HEAD")) {
    response.writeHead(301, {
      Location: `${before}/${query}`,
      "Content-Length": 0,
      "Cache-Control": "no-cache, private",
    });
    return void response.end();
  }
  await readBody(request);
  const where = `${to.address}:${to.port}`;
  if (wanted.scheme === "https") {
    await front.clock.sleep(handshakeTimeout);
    throw unreachable("net/http: TLS handshake timeout");
  }
  const question = { method, host: to.address, port: to.port, path: `${path === "" ? "/" : path}${query}` };
  const outcome = front.traffic.proxied(to.address, to.port, question);
  if (outcome.kind === "silent") {
    await front.clock.sleep(dialTimeout);
    throw unreachable(`dial tcp ${where}: i/o timeout`);
  }
  if (outcome.kind !== "answer") throw unreachable(`dial tcp ${where}: connect: connection refused`);
  await front.clock.sleep(outcome.after);
  send(exchange, outcome, method);
}

/**
 * The path behind `…/<name>/proxy`, as it was sent, and what stands before it. The fixed part of the address has as many
 * slashes as its names: one of these may itself be `proxy`.
 */
function splitAddress(url: string): { readonly before: string; readonly path: string; readonly query: string } {
  const [, before = "", path = "", query = ""] =
    /^(\/api\/v1\/(?:namespaces\/[^/]+\/)?[^/]+\/[^/]+\/proxy)([^?]*)(\?.*)?$/.exec(url) ?? [];
  return { before, path, query };
}

interface Wanted {
  readonly scheme: string;
  readonly name: string;
  readonly port: string;
}

/** `name`, `name:port` or `scheme:name:port`. */
function splitName(kind: "service" | "pod", text: string): Wanted {
  const parts = text.split(":");
  const [scheme, name, port] =
    parts.length === 1 ? ["", parts[0]!, ""] : parts.length === 2 ? ["", ...parts] : parts.length === 3 ? parts : [];
  if (name === undefined || name === "" || !["", "http", "https"].includes(scheme!))
    throw badRequest(`invalid ${kind} request ${JSON.stringify(text)}`);
  return { scheme: scheme!, name, port: port! };
}

interface End {
  readonly address: string;
  readonly port: number;
}

function serviceEnd({ front }: Exchange, namespace: string, text: string, { name, port }: Wanted): End {
  const service = front.api.get("services", namespace, name) as Service;
  const ports = service.spec.ports ?? [];
  const isNumber = /^\d+$/.test(port);
  const wanted = ports.find((candidate) =>
    isNumber ? candidate.port === Number(port) : (candidate.name ?? "") === port,
  );
  if (isNumber && wanted === undefined) throw unavailable(`no service port ${port} found for service "${name}"`);
  const end = wanted && front.traffic!.endpointOf(service, wanted.port);
  if (end === undefined) throw unavailable(`no endpoints available for service ${JSON.stringify(text)}`);
  return end;
}

function podEnd({ front }: Exchange, namespace: string, { name, port }: Wanted): End {
  const pod = front.api.get("pods", namespace, name) as Pod;
  const first = pod.spec.containers.flatMap(({ ports }) => ports ?? [])[0]?.containerPort ?? 80;
  if (port !== "" && !/^\d{1,5}$/.test(port)) throw unreachable(`dial tcp: lookup tcp/${port}: unknown port`);
  return { address: pod.status?.podIP ?? "", port: port === "" ? first : Number(port) };
}

function unavailable(message: string): StatusError {
  return new StatusError(503, "ServiceUnavailable", message);
}

function unreachable(why: string): StatusError {
  return unavailable(`error trying to reach service: ${why}`);
}

function send({ response }: Exchange, answer: HttpOutcome & { readonly kind: "answer" }, method: string): void {
  const status = Number(/ (\d{3})/.exec(answer.statusLine)?.[1] ?? 502);
  const headers = new Map(answer.headers);
  headers.delete("Connection");
  // Go looks at the first bytes where nobody says what they are; all that is served here is text.
  if (!headers.has("Content-Type") && answer.body.length > 0 && method !== "HEAD")
    headers.set("Content-Type", "text/plain; charset=utf-8");
  response.writeHead(status, { ...Object.fromEntries(headers), "Cache-Control": "no-cache, private" });
  response.end(method === "HEAD" ? undefined : answer.body);
}
