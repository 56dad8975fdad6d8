import { badRequest, invalid, StatusError, type FieldError } from "../api/status-error.ts";
import { booleanParameter, textParameter } from "./query.ts";

/**
 * Which state a list is of. Without a version it is the newest one, and that is what a watch cache holds for version 0 and
 * for "not older than", too.
 */
export interface ListState {
  /** The very version of the state; undefined is the newest. */
  readonly exactly: number | undefined;
  /** False for what comes from a watch cache, which knows no pages. */
  readonly paged: boolean;
}

/**
 * Reads `resourceVersion` and what goes with it, as apimachinery's ValidateListOptions does.
 * @param revision tells that of the newest state
 * @throws StatusError 400, 422, or 504 for a version that is not there yet
 */
export function listState(query: URLSearchParams, revision: () => number): ListState {
  const match = textParameter(query, "resourceVersionMatch");
  const version = textParameter(query, "resourceVersion");
  const token = textParameter(query, "continue");
  const errors: FieldError[] = [];
  if (match !== undefined) {
    if (version === undefined) errors.push(forbids("is forbidden unless resourceVersion is provided"));
    if (token !== undefined) errors.push(forbids("is forbidden when continue is provided"));
    if (match !== "Exact" && match !== "NotOlderThan") errors.push(unsupported(match, '"Exact", "NotOlderThan", ""'));
    if (match === "Exact" && version === "0") errors.push(forbids('"exact" is forbidden for resourceVersion "0"'));
  }
  if (query.has("sendInitialEvents"))
    errors.push({ type: "forbidden", field: "sendInitialEvents", detail: "sendInitialEvents is forbidden for list" });
  refuse(errors);
  checkVersion(version);
  if (token !== undefined && version !== undefined && version !== "0")
    throw badRequest("specifying resource version is not allowed when using continue");
  if (version === undefined) return { exactly: undefined, paged: true };
  checkReached(version, revision());
  if (version === "0") return { exactly: undefined, paged: token !== undefined };
  const isExact = match === "Exact" || (match === undefined && textParameter(query, "limit") !== undefined);
  return { exactly: isExact ? Number(version) : undefined, paged: true };
}

/** Where a watch begins. */
export interface WatchState {
  /** Undefined is the newest state, as "0" is. */
  readonly resourceVersion: string | undefined;
  /** Whether what exists comes first, as events of its own. */
  readonly showsInitial: boolean;
}

/** The same for a watch. @throws StatusError 422, or 500 for a version that is no number */
export function watchState(query: URLSearchParams): WatchState {
  const match = textParameter(query, "resourceVersionMatch");
  const version = textParameter(query, "resourceVersion");
  const hasInitial = query.has("sendInitialEvents");
  // Whoever begins nowhere in particular is taken to have asked for what exists.
  const isOpen = (version === undefined || version === "0") && !hasInitial && match === undefined;
  const errors: FieldError[] = [];
  if (hasInitial && match !== "NotOlderThan") {
    const detail = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan";
    errors.push({ type: "forbidden", field: "resourceVersionMatch", detail });
  }
  if (match !== undefined && !hasInitial)
    errors.push(forbids("is forbidden for watch unless sendInitialEvents is provided"));
  if (match !== undefined && match !== "NotOlderThan") errors.push(unsupported(match, '"NotOlderThan"'));
  if ((match !== undefined || isOpen) && query.get("continue"))
    errors.push(forbids("is forbidden when continue is provided"));
  refuse(errors);
  checkPlainVersion(version);
  return { resourceVersion: version, showsInitial: isOpen || booleanParameter(query, "sendInitialEvents") };
}

/** @throws StatusError 504 when nothing has that version yet; the real server waits three seconds for it. */
export function checkReached(version: string, revision: number): void {
  if (Number(version) <= revision) return;
  throw new StatusError(504, "Timeout", `Timeout: Too large resource version: ${version}, current: ${revision}`, {
    causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
    retryAfterSeconds: 1,
  });
}

/** Of a list. @throws StatusError 400 */
function checkVersion(version: string | undefined): void {
  if (isVersion(version)) return;
  throw badRequest(`invalid resource version: ${versionProblem(version)}`);
}

/** Of one object or a watch: the real server calls it a mistake of its own. @throws StatusError 500 */
export function checkPlainVersion(version: string | undefined): void {
  if (!isVersion(version)) throw new StatusError(500, "", versionProblem(version));
}

const isVersion = (version: string | undefined): version is undefined =>
  version === undefined || /^\d{1,19}$/.test(version);

function versionProblem(version: string): string {
  const text = JSON.stringify(version);
  return `resourceVersion: Invalid value: ${text}: strconv.ParseUint: parsing ${text}: invalid syntax`;
}

const forbids = (why: string): FieldError => ({
  type: "forbidden",
  field: "resourceVersionMatch",
  detail: `resourceVersionMatch ${why}`,
});

const unsupported = (value: string, values: string): FieldError => ({
  type: "unsupported",
  field: "resourceVersionMatch",
  value,
  detail: `supported values: ${values}`,
});

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid({ group: "meta.k8s.io", resource: "ListOptions", name: "" }, errors);
}
