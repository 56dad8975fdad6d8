import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { each, oneOf, prohibited, wrong } from "../field-errors.ts";
import { labelProblems, subdomainProblems } from "../names.ts";
import { validateLabels } from "../metadata.ts";
import { validateAffinity } from "./affinity.ts";
import { validateContainers, validateInitContainers, type Surroundings } from "./container.ts";
import { validateDns, validateHostAliases } from "./names-and-addresses.ts";
import { validateOperatingSystem } from "./operating-system.ts";
import { validateReadinessGates, validateSchedulingGates, validateSpread, validateTolerations } from "./placement.ts";
import { podResourceName, validateResources } from "./resources.ts";
import { validatePodSecurityContext } from "./security-context.ts";
import { validateVolumes } from "./volumes.ts";

const largest = 2 ** 31 - 1;

/**
 * What is wrong with the spec of a pod or of a template, in the order in which the server finds it.
 * @param podName absent for a template
 */
export function validatePodSpec(spec: Mutable, field: string, podName?: string): FieldError[] {
  const { errors, sound } = validateVolumes(spec["volumes"], `${field}.volumes`, podName);
  const containers: readonly Mutable[] = spec["containers"] ?? [];
  const claims = ((spec["resourceClaims"] ?? []) as readonly Mutable[]).map(({ name }) => name as string).sort();
  const surroundings: Surroundings = {
    volumes: sound,
    claims,
    grace: spec["terminationGracePeriodSeconds"],
    restartPolicy: spec["restartPolicy"],
    hostUsers: spec["hostUsers"] !== false,
  };
  const { activeDeadlineSeconds: deadline, overhead, preemptionPolicy, resources } = spec;
  return [
    ...errors,
    ...validateContainers(containers, `${field}.containers`, surroundings),
    ...validateInitContainers(spec["initContainers"], `${field}.initContainers`, surroundings, containers),
    ...(resources === undefined ? [] : validateResources(resources, `${field}.resources`, claims, podResourceName)),
    ...validateHostPorts(spec, field, podName !== undefined),
    ...oneOf(`${field}.restartPolicy`, spec["restartPolicy"], ["Always", "OnFailure", "Never"]),
    ...oneOf(`${field}.dnsPolicy`, spec["dnsPolicy"], ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]),
    ...validateLabels(spec["nodeSelector"], `${field}.nodeSelector`),
    ...validatePodSecurityContext(spec, `${field}.securityContext`),
    ...validateAffinity(spec["affinity"], `${field}.affinity`),
    ...validateDns(spec["dnsConfig"], spec["dnsPolicy"], `${field}.dnsConfig`),
    ...validateReadinessGates(spec["readinessGates"], `${field}.readinessGates`),
    ...validateSchedulingGates(spec["schedulingGates"], `${field}.schedulingGates`),
    ...validateSpread(spec["topologySpreadConstraints"], `${field}.topologySpreadConstraints`),
    ...validateHostUsers(spec, field),
    ...named(spec, field, ["serviceAccountName", "nodeName"], subdomainProblems),
    ...(deadline !== undefined && (deadline < 1 || deadline > largest)
      ? [wrong(`${field}.activeDeadlineSeconds`, deadline, `must be between 1 and ${largest}, inclusive`)]
      : []),
    ...named(spec, field, ["hostname", "subdomain"], labelProblems),
    ...validateTolerations(spec["tolerations"], `${field}.tolerations`),
    ...validateHostAliases(spec["hostAliases"], `${field}.hostAliases`),
    ...named(spec, field, ["priorityClassName", "runtimeClassName"], subdomainProblems),
    ...(preemptionPolicy === undefined
      ? []
      : oneOf(`${field}.preemptionPolicy`, preemptionPolicy, ["PreemptLowerPriority", "Never"])),
    ...(overhead === undefined ? [] : validateResources({ limits: overhead }, `${field}.overhead`, [])),
    ...validateOperatingSystem(spec, field),
  ];
}

function named(spec: Mutable, field: string, keys: readonly string[], rule: (name: string) => readonly string[]) {
  return keys.flatMap((key) => ((spec[key] ?? "") === "" ? [] : each(`${field}.${key}`, spec[key], rule)));
}

/** On the host's network a container's port is the host's; a template may leave that out. */
function validateHostPorts(spec: Mutable, field: string, isPod: boolean): FieldError[] {
  if (spec["hostNetwork"] !== true) return [];
  return ((spec["containers"] ?? []) as readonly Mutable[]).flatMap(({ ports = [] }, i) =>
    (ports as readonly Mutable[]).flatMap(({ containerPort, hostPort = 0 }, j) =>
      hostPort === containerPort || (hostPort === 0 && !isPod)
        ? []
        : [
            wrong(
              `${field}.containers[${i}].ports[${j}].hostPort`,
              hostPort,
              "must match `containerPort` when `hostNetwork` is true",
            ),
          ],
    ),
  );
}

/** A pod with users of its own has none of the host's; two of the fields are spelled as they are in Go. */
function validateHostUsers(spec: Mutable, field: string): FieldError[] {
  if (spec["hostUsers"] !== false) return [];
  const names: Readonly<Record<string, string>> = {
    hostNetwork: "hostNetwork",
    hostPID: "HostPID",
    hostIPC: "HostIPC",
  };
  return Object.entries(names).flatMap(([key, name]) =>
    spec[key] === true ? [prohibited(`${field}.${name}`, "when `hostUsers` is false")] : [],
  );
}

/** What is asked of pods and not of templates. */
export function validateImages(spec: Mutable, field: string): FieldError[] {
  return ["containers", "initContainers"].flatMap((list) =>
    ((spec[list] ?? []) as readonly Mutable[]).flatMap(({ image = "" }, index) =>
      image === image.trim()
        ? []
        : [wrong(`${field}.${list}[${index}].image`, image, "must not have leading or trailing whitespace")],
    ),
  );
}
