import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { each, notNegative, oneOf, portNumber, portOrName, prohibited, required, wrong } from "../field-errors.ts";

/** Liveness and start-up probes turn a container back at the first success; only readiness may want more. */
export function validateProbe(probe: Mutable | undefined, field: string, grace: number | undefined): FieldError[] {
  if (probe === undefined) return [];
  const errors = validateHandler(probe, field, grace);
  for (const name of ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"])
    errors.push(...notNegative(`${field}.${name}`, probe[name]));
  const own: number | undefined = probe["terminationGracePeriodSeconds"];
  const at = `${field}.terminationGracePeriodSeconds`;
  if (own !== undefined && own <= 0) errors.push(wrong(at, own, "must be greater than 0"));
  if (field.endsWith(".readinessProbe"))
    return own === undefined ? errors : [...errors, wrong(at, own, "must not be set for readinessProbes")];
  return probe["successThreshold"] === 1
    ? errors
    : [...errors, wrong(`${field}.successThreshold`, probe["successThreshold"], "must be 1")];
}

export function validateLifecycle(lifecycle: Mutable | undefined, field: string, grace: number | undefined) {
  return ["postStart", "preStop"]
    .filter((hook) => lifecycle?.[hook] !== undefined)
    .flatMap((hook) => validateHandler(lifecycle?.[hook], `${field}.${hook}`, grace));
}

type ActionRule = (action: Mutable, field: string, grace: number | undefined) => FieldError[];

/** The ways to act on a container, in the order in which the server looks at them. */
const actions: ReadonlyMap<string, ActionRule> = new Map<string, ActionRule>([
  ["exec", ({ command = [] }, field) => (command.length === 0 ? [required(`${field}.command`)] : [])],
  ["httpGet", validateHttpGet],
  ["tcpSocket", ({ port }, field) => portOrName(`${field}.port`, port)],
  ["grpc", ({ port = 0 }, field) => portNumber(`${field}.port`, port)],
  ["sleep", validateSleep],
]);

/** Exactly one way to act on a container. */
function validateHandler(handler: Mutable, field: string, grace: number | undefined): FieldError[] {
  const kinds = [...actions.keys()].filter((kind) => handler[kind] !== undefined);
  if (kinds.length === 0) return [required(field, "must specify a handler type")];
  return kinds.flatMap((kind, index) =>
    index === 0
      ? actions.get(kind)!(handler[kind], `${field}.${kind}`, grace)
      : [prohibited(`${field}.${kind}`, "may not specify more than 1 handler type")],
  );
}

function validateHttpGet({ path = "", port, scheme, httpHeaders = [] }: Mutable, field: string): FieldError[] {
  return [
    ...(path === "" ? [required(`${field}.path`)] : []),
    ...portOrName(`${field}.port`, port),
    ...oneOf(`${field}.scheme`, scheme, ["HTTP", "HTTPS"]),
    ...(httpHeaders as readonly Mutable[]).flatMap(({ name = "" }) =>
      each(`${field}.httpHeaders`, name, headerProblems),
    ),
  ];
}

function headerProblems(name: string): string[] {
  return /^[-A-Za-z0-9]+$/.test(name)
    ? []
    : [
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      ];
}

function validateSleep({ seconds }: Mutable, field: string, grace: number | undefined): FieldError[] {
  return grace === undefined || (seconds >= 0 && seconds <= grace)
    ? []
    : [wrong(field, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`)];
}
