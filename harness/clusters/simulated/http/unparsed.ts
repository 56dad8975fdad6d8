import { wrongMethod } from "./refusals.ts";

/** Bytes of a request before its body; what is longer is refused with 431. That of Go's server. */
export const largestHead = (1 << 20) + 4096;

/** What Node's parser says of a request that it cannot read. */
export interface ParseError extends Error {
  readonly code?: string;
  /** The bytes that it was reading. */
  readonly rawPacket?: Buffer;
}

/** A request line whose method may be none that Node knows. */
const requestLine = /^[\w!#$%&'*+.^`|~-]+ \/\S* HTTP\/1\.[01]\r\n/;

/** The whole answer to a request that could not be read; undefined where there is nobody to answer. */
export function answerToUnparsed({ code = "", rawPacket }: ParseError): string | undefined {
  if (code === "HPE_HEADER_OVERFLOW") return plain("431 Request Header Fields Too Large");
  if (code === "HPE_INVALID_VERSION") return plain("505 HTTP Version Not Supported: unsupported protocol version");
  // Go's server takes any word for a method, and the API server refuses it as it does those that it knows.
  if (code === "HPE_INVALID_METHOD" && requestLine.test(rawPacket?.toString("latin1", 0, 16_384) ?? ""))
    return answer("405 Method Not Allowed", "application/json", `${JSON.stringify(wrongMethod().toStatus())}\n`);
  return code.startsWith("HPE_") ? plain("400 Bad Request") : undefined;
}

const plain = (status: string) => answer(status, "text/plain; charset=utf-8", status);

function answer(status: string, type: string, body: string): string {
  const head = [`HTTP/1.1 ${status}`, `Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`];
  return [...head, "Connection: close", "", body].join("\r\n");
}
