import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { notNegative, portOrName, prohibited, required, wrong } from "./field-errors.ts";

/** Liveness and start-up probes turn a container back at the first success; only readiness may want more. */
export function validateProbe(probe: Mutable | undefined, field: string): FieldError[] {
  if (probe === undefined) return [];
  const errors = validateHandler(probe, field);
  for (const name of ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"])
    errors.push(...notNegative(`${field}.${name}`, probe[name]));
  const once = field.endsWith(".livenessProbe") || field.endsWith(".startupProbe");
  if (once && probe["successThreshold"] !== 1)
    errors.push(wrong(`${field}.successThreshold`, probe["successThreshold"], "must be 1"));
  return errors;
}

/** Exactly one way to act on a container. */
export function validateHandler(handler: Mutable, field: string): FieldError[] {
  const kinds = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"].filter((kind) => handler[kind] !== undefined);
  if (kinds.length === 0) return [required(field, "must specify a handler type")];
  const errors = kinds
    .slice(1)
    .map((kind) => prohibited(`${field}.${kind}`, "may not specify more than 1 handler type"));
  const { exec, httpGet, tcpSocket } = handler;
  if (exec !== undefined && (exec.command ?? []).length === 0) errors.push(required(`${field}.exec.command`));
  if (httpGet !== undefined) errors.push(...portOrName(`${field}.httpGet.port`, httpGet.port));
  if (tcpSocket !== undefined) errors.push(...portOrName(`${field}.tcpSocket.port`, tcpSocket.port));
  return errors;
}
