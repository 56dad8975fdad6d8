import { badRequest, invalid, type FieldError } from "../api/status-error.ts";
import type { PatchType } from "../../kubernetes.ts";
import type { Caller, DeleteOptions, WriteOptions } from "../api/verbs.ts";

/** @throws StatusError 400 */
export function integerParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  if (!/^[+-]?\d{1,18}$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** As Go reads it: present without a value, or any value but those for false, is true. */
export function booleanParameter(query: URLSearchParams, name: string): boolean {
  const text = query.get(name);
  return text !== null && !["false", "0"].includes(text.toLowerCase());
}

export function textParameter(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}

const longestManager = 128;

/**
 * Options of a write as they stand in the address.
 * @throws StatusError 422 for values that are none
 */
export function writeOptions(
  query: URLSearchParams,
  kind: string,
  caller: Caller,
  warn: (message: string) => void,
  patchType?: PatchType,
): WriteOptions {
  const validation = textParameter(query, "fieldValidation");
  const dryRun = query.getAll("dryRun").filter((value) => value !== "");
  const errors: FieldError[] = [];
  if (dryRun.some((value) => value !== "All"))
    errors.push({ type: "unsupported", field: "dryRun", value: dryRun, detail: 'supported values: "All"' });
  if ((query.get("fieldManager") ?? "").length > longestManager)
    errors.push({ type: "tooLong", field: "fieldManager", detail: `may not be more than ${longestManager} bytes` });
  if (validation !== undefined && !isFieldValidation(validation))
    errors.push({
      type: "unsupported",
      field: "fieldValidation",
      value: validation,
      detail: 'supported values: "", "Ignore", "Strict", "Warn"',
    });
  if (query.has("force") && patchType !== undefined && patchType !== "apply")
    errors.push({ type: "forbidden", field: "force", detail: "may not be specified for non-apply patch" });
  if (errors.length > 0) throw invalid({ group: "meta.k8s.io", resource: kind, name: "" }, errors);
  return {
    caller,
    warn,
    fieldManager: textParameter(query, "fieldManager"),
    fieldValidation: validation !== undefined && isFieldValidation(validation) ? validation : undefined,
    dryRun: dryRun.length > 0,
    force: booleanParameter(query, "force"),
  };
}

/**
 * Options of a deletion: those of the body count before those of the address.
 * @param body a decoded `DeleteOptions`, or an empty object
 */
export function deleteOptions(query: URLSearchParams, body: DeleteBody, options: WriteOptions): DeleteOptions {
  const { dryRun, gracePeriodSeconds, orphanDependents, preconditions } = body;
  const policy = body.propagationPolicy ?? textParameter(query, "propagationPolicy");
  const grace = gracePeriodSeconds ?? integerParameter(query, "gracePeriodSeconds");
  return {
    ...options,
    dryRun: options.dryRun === true || (Array.isArray(dryRun) && dryRun.includes("All")),
    propagationPolicy: propagationPolicy(policy, orphanDependents ?? orphansInAddress(query)),
    gracePeriodSeconds: typeof grace === "number" ? grace : undefined,
    preconditions: isMap(preconditions) ? preconditions : undefined,
  };
}

/** What a `DeleteOptions` body may hold; nobody has validated it. */
export interface DeleteBody {
  readonly dryRun?: unknown;
  readonly gracePeriodSeconds?: unknown;
  readonly orphanDependents?: unknown;
  readonly preconditions?: unknown;
  readonly propagationPolicy?: unknown;
}

function orphansInAddress(query: URLSearchParams): boolean | undefined {
  return query.has("orphanDependents") ? booleanParameter(query, "orphanDependents") : undefined;
}

/** @param orphans the older way of saying it. @throws StatusError 422 */
function propagationPolicy(value: unknown, orphans: unknown): DeleteOptions["propagationPolicy"] {
  if (value === undefined || value === null || value === "") return orphans === true ? "Orphan" : undefined;
  const refuse = (type: FieldError["type"], detail: string) =>
    invalid({ group: "meta.k8s.io", resource: "DeleteOptions", name: "" }, [
      { type, field: "propagationPolicy", value, detail },
    ]);
  if (typeof orphans === "boolean")
    throw refuse("invalid", "orphanDependents and deletionPropagation cannot be both set");
  if (value === "Background" || value === "Foreground" || value === "Orphan") return value;
  throw refuse("unsupported", 'supported values: "Foreground", "Background", "Orphan", "nil"');
}

function isFieldValidation(text: string): text is "Strict" | "Warn" | "Ignore" {
  return text === "Strict" || text === "Warn" || text === "Ignore";
}

function isMap(value: unknown): value is NonNullable<DeleteOptions["preconditions"]> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
