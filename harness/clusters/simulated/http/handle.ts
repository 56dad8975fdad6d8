import type { IncomingMessage, ServerResponse } from "node:http";
import { badRequest, StatusError } from "../api/status-error.ts";
import type { Gate } from "./access/gate.ts";
import { PlainError } from "../access/refusals.ts";
import type { Exchange, Front } from "./exchange.ts";
import { handleMeta } from "./handlers/meta.ts";
import { handleResource } from "./handlers/resource.ts";
import { negotiate } from "./negotiation.ts";
import { sendError, sendText, type ReplyStyle } from "./reply.ts";
import { routeOf } from "./route.ts";
import { booleanParameter } from "./query.ts";

export interface HandlerOptions {
  readonly front: Front;
  readonly gate: Gate;
  /** Told of errors that are no refusal but a mistake of ours; the client gets a 500. */
  readonly onError: (error: unknown) => void;
}

/** Answers one HTTP request; never rejects. */
export async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: HandlerOptions,
): Promise<void> {
  const { front, gate, onError } = options;
  const { method = "GET", headers } = request;
  let style: ReplyStyle = { encoding: "json", pretty: wantsPretty(headers["user-agent"]) };
  try {
    const url = parseUrl(request.url ?? "/");
    if (url.searchParams.has("pretty")) style = { ...style, pretty: booleanParameter(url.searchParams, "pretty") };
    const caller = gate.admit(request, url);
    const route = parseRoute(url.pathname);
    // Only what is no resource answers to HEAD.
    const effective = method === "HEAD" && route.kind !== "resource" ? "GET" : method;
    const exchange: Exchange = { front, request, response, method: effective, query: url.searchParams, caller, style };
    if (route.kind === "resource") await handleResource(exchange, route.target);
    else handleMeta(exchange, route);
  } catch (error) {
    if (error instanceof StatusError) return sendError(response, error, { ...style, ...refusalStyle(headers.accept) });
    if (error instanceof PlainError) return sendText(response, error.code, error.message, "text/plain; charset=utf-8");
    if (request.destroyed && !request.complete) return void response.destroy();
    onError(error);
    const message = `an error on the server (${JSON.stringify((error as Error).message)}) has prevented the request from succeeding`;
    sendError(response, new StatusError(500, "InternalError", message), style);
  }
}

/** Whoever asks for a form that errors do not have gets them as people would read them. */
function refusalStyle(accept: string | undefined): Partial<ReplyStyle> {
  try {
    const { encoding, as } = negotiate(accept);
    return encoding === "yaml" ? { encoding } : as === "object" || /,/.test(accept!) ? {} : { pretty: true };
  } catch {
    return { pretty: true };
  }
}

function parseUrl(text: string): URL {
  try {
    return new URL(text, "https://cluster");
  } catch {
    throw badRequest("the address is malformed");
  }
}

function parseRoute(path: string) {
  try {
    return routeOf(path);
  } catch {
    throw badRequest("the address is malformed");
  }
}

/** The real server indents for people at a terminal. */
function wantsPretty(userAgent: string | undefined): boolean {
  return /^(curl|Wget|Mozilla)\//.test(userAgent ?? "");
}
