import { canonical, type ImageReference } from "../../image-reference.ts";

/** Why one HTTP exchange with a registry failed. */
export type ExchangeFailure = "refused" | "timeout" | "closed" | "5xx" | "429";

/** The address that the names of registries resolve to inside the simulated clusters. */
const registryAddress = "172.18.0.2:443";

/** What the kubelet hears from containerd when it cannot find out what a reference means. Wording of containerd 1.7 to 2.1. */
export function resolveError(reference: ImageReference, failure: ExchangeFailure): string {
  const url = `https://${reference.host}/v2/${reference.repository}/manifests/${reference.digest ?? reference.tag}`;
  const name = canonical(reference);
  const cause =
    failure === "5xx" || failure === "429"
      ? `unexpected status from HEAD request to ${url}: ${statusLine(failure)}`
      : `failed to do request: Head "${url}": ${socketError(failure)}`;
  return `failed to pull and unpack image "${name}": failed to resolve reference "${name}": ${cause}`;
}

export function notFoundError(reference: ImageReference): string {
  const name = canonical(reference);
  // The kubelet strips gRPC's prefix from errors of unknown code, and from no others.
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${name}": failed to resolve reference "${name}": ${name}: not found`;
}

/** What containerd reports when it knows the manifest but cannot fetch what the manifest names. */
export function fetchError(reference: ImageReference, digest: string, failure: ExchangeFailure): string {
  const url = `https://${reference.host}/v2/${reference.repository}/blobs/${digest}`;
  const cause =
    failure === "5xx" || failure === "429"
      ? `unexpected status from GET request to ${url}: ${statusLine(failure)}`
      : `failed to do request: Get "${url}": ${socketError(failure)}`;
  return `failed to pull and unpack image "${canonical(reference)}": failed to copy: httpReadSeeker: failed open: ${cause}`;
}

function statusLine(failure: "5xx" | "429"): string {
  return failure === "5xx" ? "503 Service Unavailable" : "429 Too Many Requests";
}

function socketError(failure: "refused" | "timeout" | "closed"): string {
  if (failure === "refused") return `dial tcp ${registryAddress}: connect: connection refused`;
  return failure === "timeout" ? `dial tcp ${registryAddress}: i/o timeout` : "EOF";
}
