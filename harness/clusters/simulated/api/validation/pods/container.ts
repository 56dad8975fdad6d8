import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { duplicate, each, oneOf, portNameProblems, portNumber, prohibited, required } from "../field-errors.ts";
import { labelProblems } from "../names.ts";
import { validateEnvironment, validateEnvironmentSources } from "./environment.ts";
import { validateDevices, validateMounts } from "./mounts.ts";
import { validateLifecycle, validateProbe } from "./probe.ts";
import { validateResizePolicy, validateResources } from "./resources.ts";
import { validateSecurityContext } from "./security-context.ts";

/** What a container may refer to, and what of its pod decides about it. */
export interface Surroundings {
  readonly volumes: ReadonlyMap<string, Mutable>;
  readonly claims: readonly string[];
  /** How long the pod may take to end, in seconds. */
  readonly grace: number | undefined;
  readonly restartPolicy: unknown;
  readonly hostUsers: boolean;
}

const probes = ["livenessProbe", "readinessProbe", "startupProbe"];

/** The containers that run side by side. */
export function validateContainers(containers: readonly Mutable[], field: string, surroundings: Surroundings) {
  if (containers.length === 0) return [required(field)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, index) => {
    const at = `${field}[${index}]`;
    const { name = "" }: Mutable = container;
    const repeated = names.has(name) ? [duplicate(`${at}.name`, name)] : [];
    names.add(name);
    return [
      ...validateContainer(container, at, surroundings),
      ...repeated,
      ...validateCare(container, at, surroundings),
    ];
  });
  return [
    ...errors,
    ...hostPortConflicts(containers.map((container, index) => ({ container, at: `${field}[${index}]` }))),
  ];
}

/** An init container that ends has neither probes nor hooks; one that restarts always is a sidecar and may. */
export function validateInitContainers(
  containers: readonly Mutable[] = [],
  field: string,
  surroundings: Surroundings,
  others: readonly Mutable[],
): FieldError[] {
  const names = new Set<string>(others.map(({ name }) => name as string));
  const without = "may not be set for init containers without restartPolicy=Always";
  return containers.flatMap((container, index) => {
    const at = `${field}[${index}]`;
    const { name = "", restartPolicy }: Mutable = container;
    const errors = validateContainer(container, at, surroundings);
    if (restartPolicy !== undefined) errors.push(...oneOf(`${at}.restartPolicy`, restartPolicy, ["Always"]));
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    if (name !== "") names.add(name);
    // The server says of the first what it finds in any of them.
    errors.push(...hostPortConflicts([{ container, at: `${field}[0]` }]));
    if (restartPolicy === "Always") return [...errors, ...validateCare(container, at, surroundings)];
    for (const part of ["lifecycle", ...probes])
      if (container[part] !== undefined) errors.push(prohibited(`${at}.${part}`, without));
    return errors;
  });
}

/** What is asked of every container. */
function validateContainer(container: Mutable, field: string, surroundings: Surroundings): FieldError[] {
  const { volumes, claims, restartPolicy, hostUsers } = surroundings;
  const { name = "", terminationMessagePolicy } = container;
  return [
    ...(name === "" ? [required(`${field}.name`)] : each(`${field}.name`, name, labelProblems)),
    ...((container["image"] ?? "") === "" ? [required(`${field}.image`)] : []),
    ...oneOf(`${field}.terminationMessagePolicy`, terminationMessagePolicy, ["File", "FallbackToLogsOnError"]),
    ...validatePorts(container["ports"], `${field}.ports`),
    ...validateEnvironment(container["env"], `${field}.env`),
    ...validateEnvironmentSources(container["envFrom"], `${field}.envFrom`),
    ...validateMounts(container, `${field}.volumeMounts`, volumes),
    ...validateDevices(container, `${field}.volumeDevices`, volumes),
    ...oneOf(`${field}.imagePullPolicy`, container["imagePullPolicy"], ["Always", "IfNotPresent", "Never"]),
    ...validateResources(container["resources"], `${field}.resources`, claims),
    ...validateResizePolicy(container["resizePolicy"], `${field}.resizePolicy`, restartPolicy),
    ...validateSecurityContext(container["securityContext"], `${field}.securityContext`, hostUsers),
  ];
}

/** Hooks and probes. */
function validateCare(container: Mutable, field: string, { grace }: Surroundings): FieldError[] {
  return [
    ...validateLifecycle(container["lifecycle"], `${field}.lifecycle`, grace),
    ...probes.flatMap((probe) => validateProbe(container[probe], `${field}.${probe}`, grace)),
  ];
}

function validatePorts(ports: readonly Mutable[] = [], field: string): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name = "", containerPort, hostPort = 0, protocol }, index) => {
    const at = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (name !== "") {
      const naming = each(`${at}.name`, name, portNameProblems);
      if (naming.length === 0 && names.has(name)) naming.push(duplicate(`${at}.name`, name));
      if (naming.length === 0) names.add(name);
      errors.push(...naming);
    }
    if (containerPort === 0) errors.push(required(`${at}.containerPort`));
    else errors.push(...portNumber(`${at}.containerPort`, containerPort));
    if (hostPort !== 0) errors.push(...portNumber(`${at}.hostPort`, hostPort));
    return [...errors, ...oneOf(`${at}.protocol`, protocol, ["SCTP", "TCP", "UDP"])];
  });
}

/** A port of the node can be taken once. */
function hostPortConflicts(containers: readonly { readonly container: Mutable; readonly at: string }[]): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap(({ container, at }) =>
    ((container["ports"] ?? []) as readonly Mutable[]).flatMap(({ hostPort = 0, hostIP = "", protocol }, index) => {
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (hostPort === 0) return [];
      if (taken.has(key)) return [duplicate(`${at}.ports[${index}].hostPort`, key)];
      taken.add(key);
      return [];
    }),
  );
}
