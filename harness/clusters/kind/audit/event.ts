import { isWrite, writtenResource } from "../../api-write.ts";
import type { ApiWrite } from "../../driver.ts";

/** The parts of an `audit.k8s.io/v1` event that are read here. */
interface AuditEvent {
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly userAgent?: string;
  readonly user: { readonly username: string };
  readonly objectRef?: {
    readonly resource: string;
    readonly apiGroup?: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code: number };
  readonly responseObject?: {
    readonly kind?: string;
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  };
  readonly requestReceivedTimestamp: string;
}

/**
 * A line of an API server's audit log as the write that it reports; undefined for what is no write, or no whole line.
 * @param now drill time and calendar time of the same instant: the log has calendar time only.
 */
export function readAuditEvent(
  line: string,
  { now, wallTime }: { readonly now: number; readonly wallTime: Date },
): ApiWrite | undefined {
  const event = parse(line);
  if (event?.objectRef === undefined || event.stage !== "ResponseComplete" || !isWrite(event.verb)) return undefined;
  if (new URL(event.requestURI, "https://cluster").searchParams.has("dryRun")) return undefined;
  const { resource, apiGroup, subresource, namespace, name } = event.objectRef;
  const ready = event.responseObject?.status?.conditions?.find(({ type }) => type === "Ready");
  return {
    at: Math.max(0, now - (wallTime.getTime() - Date.parse(event.requestReceivedTimestamp))),
    user: event.user.username,
    userAgent: event.userAgent ?? "",
    verb: event.verb,
    resource: writtenResource({ resource, group: apiGroup, subresource }),
    namespace,
    name,
    code: event.responseStatus?.code ?? 0,
    ...(event.verb === "delete" && resource === "pods" && ready !== undefined
      ? { podWasReady: ready.status === "True" }
      : {}),
  };
}

function parse(line: string): AuditEvent | undefined {
  try {
    return JSON.parse(line) as AuditEvent;
  } catch {
    return undefined;
  }
}
