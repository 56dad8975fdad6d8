import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { validateResources } from "./container-resources.ts";
import { validateEnvironment, validateEnvironmentSources } from "./environment.ts";
import { duplicate, each, oneOf, portNameProblems, portNumber, prohibited, required, wrong } from "./field-errors.ts";
import { labelProblems } from "./names.ts";
import { validateHandler, validateProbe } from "./probe.ts";

/** What a container may refer to, and the names that are taken. */
export interface Surroundings {
  readonly volumes: ReadonlySet<string>;
  readonly names: Set<string>;
  readonly hostNetwork: boolean;
}

const probes = ["livenessProbe", "readinessProbe", "startupProbe"];

export function validateContainer(container: Mutable, field: string, surroundings: Surroundings): FieldError[] {
  const { name = "" }: Mutable = container;
  const { names } = surroundings;
  const errors = name === "" ? [required(`${field}.name`)] : each(`${field}.name`, name, labelProblems);
  if ((container["image"] ?? "") === "") errors.push(required(`${field}.image`));
  if (name !== "" && names.has(name)) errors.push(duplicate(`${field}.name`, name));
  names.add(name);
  const { lifecycle } = container;
  const later = ["postStart", "preStop"]
    .filter((hook) => lifecycle?.[hook] !== undefined)
    .flatMap((hook) => validateHandler(lifecycle[hook], `${field}.lifecycle.${hook}`));
  for (const probe of probes) later.push(...validateProbe(container[probe], `${field}.${probe}`));
  return [
    ...errors,
    ...validatePorts(container["ports"], `${field}.ports`, surroundings),
    ...validateEnvironment(container["env"], `${field}.env`),
    ...validateEnvironmentSources(container["envFrom"], `${field}.envFrom`),
    ...validateMounts(container["volumeMounts"], `${field}.volumeMounts`, surroundings),
    ...oneOf(`${field}.imagePullPolicy`, container["imagePullPolicy"], ["Always", "IfNotPresent", "Never"]),
    ...validateResources(container["resources"], `${field}.resources`),
    ...oneOf(`${field}.terminationMessagePolicy`, container["terminationMessagePolicy"], [
      "FallbackToLogsOnError",
      "File",
    ]),
    ...later,
  ];
}

/** An init container that ends has neither probes nor hooks; one that restarts always is a sidecar and may. */
export function validateInitContainer(container: Mutable, field: string, surroundings: Surroundings): FieldError[] {
  const errors = validateContainer(container, field, surroundings);
  if (container["restartPolicy"] === "Always") return errors;
  const without = "may not be set for init containers without restartPolicy=Always";
  for (const part of ["lifecycle", ...probes])
    if (container[part] !== undefined) errors.push(prohibited(`${field}.${part}`, without));
  return errors;
}

function validatePorts(ports: readonly Mutable[] = [], field: string, { hostNetwork }: Surroundings): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name = "", containerPort, hostPort, protocol }, index) => {
    const at = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (name !== "") {
      const naming = each(`${at}.name`, name, portNameProblems);
      if (naming.length === 0 && names.has(name)) naming.push(duplicate(`${at}.name`, name));
      names.add(name);
      errors.push(...naming);
    }
    if (containerPort === 0) errors.push(required(`${at}.containerPort`));
    else errors.push(...portNumber(`${at}.containerPort`, containerPort));
    if (hostPort !== undefined) errors.push(...portNumber(`${at}.hostPort`, hostPort));
    if (hostNetwork && hostPort !== containerPort)
      errors.push(wrong(`${at}.hostPort`, hostPort ?? 0, "must match `containerPort` when `hostNetwork` is true"));
    return [...errors, ...oneOf(`${at}.protocol`, protocol, ["SCTP", "TCP", "UDP"])];
  });
}

function validateMounts(mounts: readonly Mutable[] = [], field: string, { volumes }: Surroundings): FieldError[] {
  const paths = new Set<string>();
  return mounts.flatMap(({ name = "", mountPath = "" }, index) => {
    const at = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (name === "") errors.push(required(`${at}.name`));
    else if (!volumes.has(name)) errors.push({ type: "notFound", field: `${at}.name`, value: name, detail: "" });
    if (mountPath === "") errors.push(required(`${at}.mountPath`));
    if (paths.has(mountPath)) errors.push(wrong(`${at}.mountPath`, mountPath, "must be unique"));
    paths.add(mountPath);
    return errors;
  });
}
