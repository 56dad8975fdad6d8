import { gnosticDocument } from "../discovery/gnostic.ts";
import { openApiText, type OpenApiText } from "../discovery/openapi.ts";
import type { Exchange } from "../exchange.ts";
import { mediaType } from "../negotiation.ts";
import { noSuchResource } from "../refusals.ts";
import { sendBytes } from "../reply.ts";
import type { Json } from "../../../kubernetes.ts";

const protobufV2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
/** How long clients may keep a document whose address carries its hash, ms. */
const year = 365 * 24 * 3600 * 1000;

/** `GET /openapi/v3`: the documents and their addresses. */
export function sendOpenApiRoot({ front, response }: Exchange): void {
  const text = JSON.stringify(front.openApi.root(front.custom.documents()));
  sendBytes(response, Buffer.from(text), "text/plain; charset=utf-8");
}

/** `GET /openapi/v3/<name>`. @throws StatusError 404 */
export function sendOpenApiDocument(exchange: Exchange, name: string): void {
  const { front, query, response } = exchange;
  const document = front.openApi.document(name, front.custom.documents());
  if (document === undefined) throw noSuchResource();
  const hash = query.get("hash");
  if (hash !== null && hash !== document.hash) {
    response.writeHead(301, { Location: `/openapi/v3/${name}?hash=${document.hash}` });
    response.end();
    return;
  }
  const expires = new Date(front.clock.wallTime().getTime() + year).toUTCString();
  const headers = hash === null ? {} : { "Cache-Control": "public, immutable", Expires: expires };
  sendCached(exchange, document, "application/json", headers);
}

/** `GET /openapi/v2`, as JSON unless protobuf is asked for, which is what Go clients do. */
export function sendSwagger(exchange: Exchange): void {
  const { front, request } = exchange;
  const extra = front.custom.swagger();
  const wantsProtobuf = (request.headers.accept ?? "")
    .split(",")
    .some((range) => mediaType(range)?.startsWith("application/com.github.proto-openapi.spec.v2") === true);
  const isPlain = Object.keys(extra.definitions).length === 0;
  if (isPlain && !wantsProtobuf) return sendCached(exchange, front.openApi.swagger(), "application/json", {});
  const whole = JSON.parse(front.openApi.swagger().bytes.toString("utf8")) as Swagger;
  const merged = {
    ...whole,
    paths: { ...whole.paths, ...extra.paths },
    definitions: { ...whole.definitions, ...extra.definitions },
  };
  const bytes = wantsProtobuf ? gnosticDocument(merged) : Buffer.from(JSON.stringify(merged));
  sendCached(exchange, openApiText(bytes), wantsProtobuf ? protobufV2 : "application/json", {});
}

interface Swagger {
  readonly [key: string]: Json;
  readonly paths: { readonly [path: string]: Json };
  readonly definitions: { readonly [name: string]: Json };
}

function sendCached(
  { request, response }: Exchange,
  { bytes, hash }: OpenApiText,
  contentType: string,
  headers: Readonly<Record<string, string>>,
): void {
  const etag = `"${hash}"`;
  response.setHeader("Etag", etag);
  response.setHeader("Vary", "Accept");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  sendBytes(response, bytes, contentType);
}
