import type { Json } from "../../../../kubernetes.ts";

/** What came of a call: an answer, or why there is none, in the words of the server. */
export type Outcome =
  { readonly kind: "answered"; readonly body: unknown } | { readonly kind: "failed"; readonly why: string };

/** A call of a webhook. */
export interface WebhookCall {
  readonly url: string;
  /** PEM; undefined are the authorities of the system. */
  readonly authority: string | undefined;
  readonly timeoutSeconds: number;
  readonly body: string;
}

/** Calls a webhook. Never rejects. */
export type WebhookCaller = (call: WebhookCall) => Promise<Outcome>;

/** What a webhook says, checked. */
export interface Response {
  readonly allowed: boolean;
  readonly patch: readonly Json[];
  readonly warnings: readonly string[];
  readonly status: Readonly<Record<string, unknown>> | undefined;
}

/** Reads an answer. @returns why it is none, in the words of the server */
export function readResponse(body: unknown, uid: string, mutating: boolean): Response | string {
  const review = body as Record<string, unknown>;
  const { apiVersion = "admission.k8s.io/v1", kind = "AdmissionReview" } = review;
  if (apiVersion !== "admission.k8s.io/v1" || kind !== "AdmissionReview")
    return invalid(`expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got ${gvk(review)}`);
  const response = review["response"] as Record<string, unknown> | undefined;
  if (response === undefined || response === null) return invalid("webhook response was absent");
  if (response["uid"] !== uid)
    return invalid(
      `expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify((response["uid"] as string | undefined) ?? "")}`,
    );
  const { patch, patchType, allowed, warnings, status } = response;
  if (!mutating && patch !== undefined) return invalid("validating webhook may not return response.patch");
  if (!mutating && patchType !== undefined) return invalid("validating webhook may not return response.patchType");
  if (patch !== undefined && patchType === undefined)
    return invalid("webhook returned response.patch but not response.patchType");
  if (patch === undefined && patchType !== undefined)
    return invalid("webhook returned response.patchType but not response.patch");
  const operations = patch === undefined ? [] : decodePatch(patch);
  if (operations === undefined) return "received undecodable patch in webhook response: invalid character";
  if (patch !== undefined && patchType !== "JSONPatch") return `unsupported patch type ${JSON.stringify(patchType)}`;
  return {
    allowed: allowed === true,
    patch: operations,
    warnings: Array.isArray(warnings) ? warnings.map(String) : [],
    status: status as Response["status"],
  };
}

const invalid = (why: string) => `received invalid webhook response: ${why}`;

function gvk({ apiVersion, kind }: Record<string, unknown>): string {
  const text = typeof apiVersion === "string" ? apiVersion : "";
  return `${text.includes("/") ? text : `/${text}`}, Kind=${typeof kind === "string" ? kind : ""}`;
}

function decodePatch(patch: unknown): readonly Json[] | undefined {
  try {
    const operations = JSON.parse(Buffer.from(String(patch), "base64").toString()) as unknown;
    return Array.isArray(operations) ? (operations as Json[]) : undefined;
  } catch {
    return undefined;
  }
}
