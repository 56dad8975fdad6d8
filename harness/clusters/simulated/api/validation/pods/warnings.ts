import type { KubernetesObject } from "../../../../kubernetes.ts";
import type { Mutable } from "../../decode.ts";
import { labelProblems } from "../names.ts";
import { fractionWarnings, hostAliasWarnings, nodeLabelWarnings, oldVolumeWarnings } from "./old-fields.ts";

/** What the server accepts of a pod spec but complains about. */
export function podSpecWarnings(spec: Mutable, field: string): string[] {
  const containers = [...placed(spec, "initContainers", field), ...placed(spec, "containers", field)];
  return [
    ...nodeLabelWarnings(spec, field),
    ...spreadWarnings(spec["topologySpreadConstraints"], `${field}.topologySpreadConstraints`),
    ...oldVolumeWarnings(spec["volumes"], `${field}.volumes`),
    ...hostAliasWarnings(spec["hostAliases"], `${field}.hostAliases`),
    ...pullSecretWarnings(spec["imagePullSecrets"], `${field}.imagePullSecrets`),
    ...containers.flatMap(({ container, at }) => [
      ...fractionWarnings(container, at),
      ...environmentWarnings(container["env"], `${at}.env`),
    ]),
    ...portWarnings(containers),
    ...portNameWarnings(containers),
    ...(spec["terminationGracePeriodSeconds"] < 0
      ? [`${field}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`]
      : []),
  ];
}

/** What is said of a new object whose name is no DNS label. @param use what becomes of the name */
export function hostnameWarnings({ metadata }: KubernetesObject, use = "Pod names and hostnames"): string[] {
  const problems = labelProblems(metadata.name);
  const recommended = "which can result in surprising behavior; a DNS label is recommended";
  return problems.length === 0
    ? []
    : [`metadata.name: this is used in ${use}, ${recommended}: [${problems.join(" ")}]`];
}

interface Placed {
  readonly container: Mutable;
  readonly at: string;
}

function placed(spec: Mutable, list: string, field: string): readonly Placed[] {
  return (spec[list] ?? []).map((container: Mutable, index: number) => ({
    container,
    at: `${field}.${list}[${index}]`,
  }));
}

function spreadWarnings(constraints: readonly Mutable[] = [], field: string): string[] {
  return constraints.flatMap(({ labelSelector }, index) =>
    labelSelector === undefined
      ? [`${field}[${index}].labelSelector: a null labelSelector results in matching no pod`]
      : [],
  );
}

function pullSecretWarnings(secrets: readonly Mutable[] = [], field: string): string[] {
  const seen = new Set<string>();
  const repeated = secrets.flatMap(({ name = "" }, index) => {
    if (seen.has(name)) return [`${field}[${index}].name: duplicate name ${JSON.stringify(name)}`];
    seen.add(name);
    return [];
  });
  const nameless = secrets.flatMap(({ name = "" }, index) =>
    name === "" ? [`${field}[${index}].name: invalid empty name ""`] : [],
  );
  return [...repeated, ...nameless];
}

/** A variable may be set twice when the second value builds on the first. */
function environmentWarnings(env: readonly Mutable[] = [], field: string): string[] {
  const seen = new Set<string>();
  return env.flatMap(({ name, value = "", valueFrom }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const reference = `$(${name})`;
    if (valueFrom === undefined && value !== reference && value.includes(reference)) return [];
    return [
      `${field}[${index}]: hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`,
    ];
  });
}

function portWarnings(containers: readonly Placed[]): string[] {
  const known = new Map<string, { readonly port: Mutable; readonly at: string }[]>();
  return ports(containers).flatMap(({ port, at }) => {
    const key = `${port["containerPort"]}/${port["protocol"]}`;
    const others = known.get(key) ?? [];
    const warnings = others.flatMap((other) => portWarning(port, other.port, at, other.at));
    known.set(key, [...others, { port, at }]);
    return warnings;
  });
}

function portWarning(port: Mutable, other: Mutable, at: string, otherAt: string): string[] {
  const { hostIP = "", hostPort = 0 } = port;
  const { hostIP: otherIP = "", hostPort: otherPort = 0 } = other;
  if (hostIP === otherIP && hostPort === otherPort) return [`${at}: duplicate port definition with ${otherAt}`];
  if (hostPort === 0 || otherPort === 0) return [`${at}: overlapping port definition with ${otherAt}`];
  if (hostPort === otherPort && (hostIP === "") !== (otherIP === ""))
    return [`${at}: dangerously ambiguous port definition with ${otherAt}`];
  return [];
}

function portNameWarnings(containers: readonly Placed[]): string[] {
  const known = new Map<string, string>();
  return ports(containers).flatMap(({ port: { name = "" }, at }) => {
    const other = known.get(name);
    if (name === "") return [];
    if (other === undefined) known.set(name, at);
    return other === undefined
      ? []
      : [
          `${at}: duplicate port name ${JSON.stringify(name)} with ${other}, services and probes that select ports by name will use ${other}`,
        ];
  });
}

function ports(containers: readonly Placed[]): readonly { readonly port: Mutable; readonly at: string }[] {
  return containers.flatMap(({ container, at }) =>
    (container["ports"] ?? []).map((port: Mutable, index: number) => ({ port, at: `${at}.ports[${index}]` })),
  );
}
