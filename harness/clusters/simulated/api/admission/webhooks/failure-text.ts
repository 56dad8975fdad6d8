/** Why a connection failed, in Go's words. */
export function failureText(error: Error & { readonly code?: string; readonly address?: string }, url: URL): string {
  const { code = "", message } = error;
  const port = url.port === "" ? "443" : url.port;
  const host = url.hostname;
  const dial = `dial tcp ${host}:${port}: connect: `;
  const unverified = "tls: failed to verify certificate: x509: ";
  switch (code) {
    case "ECONNREFUSED":
      return `${dial}connection refused`;
    case "EHOSTUNREACH":
      return `${dial}no route to host`;
    case "ENETUNREACH":
      return `${dial}network is unreachable`;
    case "ETIMEDOUT":
      return `dial tcp ${host}:${port}: i/o timeout`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `dial tcp: lookup ${host} on 10.96.0.10:53: no such host`;
    case "ECONNRESET":
      return message.includes("hang up") || message.includes("before secure")
        ? "EOF"
        : "read: connection reset by peer";
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return `${unverified}certificate signed by unknown authority`;
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return `${unverified}certificate has expired or is not yet valid`;
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `${unverified}${misnamed(message, host)}`;
    case "ERR_SSL_WRONG_VERSION_NUMBER":
    case "EPROTO":
      return "http: server gave HTTP response to HTTPS client";
    default:
      return message;
  }
}

/** From Node's `… is not in the cert's list: 127.0.0.1` and `… cert's altnames: DNS:localhost`. */
function misnamed(message: string, host: string): string {
  const isAddress = /^[\d.]+$|:/.test(host);
  const listed = /(?:list|altnames): ?(.*)$/.exec(message)?.[1] ?? "";
  const names = listed
    .split(/, ?/)
    .map((name) => name.replace(/^DNS:|^IP Address:/, ""))
    .filter((name) => name !== "" && /^[\d.]+$/.test(name) === isAddress);
  if (isAddress && names.length === 0)
    return `cannot validate certificate for ${host} because it doesn't contain any IP SANs`;
  return `certificate is valid for ${names.join(", ")}, not ${host}`;
}
