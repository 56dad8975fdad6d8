import type { Server } from "../../server.ts";
import { forbidden, invalid } from "../../status-error.ts";
import { wrong } from "../../validation/field-errors.ts";
import type { Attributes } from "../attributes.ts";
import { baseline } from "./baseline.ts";
import type { Spec, Violation } from "./names.ts";
import { restricted } from "./restricted.ts";

const prefix = "pod-security.kubernetes.io/";
const levels = ["privileged", "baseline", "restricted"] as const;
type Level = (typeof levels)[number];

/** In the order in which they are told of. */
const checks = {
  privileged: [],
  baseline: [
    baseline.capabilities,
    baseline.hostNamespaces,
    baseline.hostPathVolumes,
    baseline.hostPorts,
    baseline.privileged,
    baseline.seccompProfile,
  ],
  restricted: [
    baseline.hostNamespaces,
    baseline.hostPorts,
    baseline.privileged,
    restricted.allowPrivilegeEscalation,
    restricted.capabilities,
    restricted.volumes,
    restricted.runAsNonRoot,
    restricted.runAsUser,
    restricted.seccompProfile,
  ],
} as const satisfies Readonly<Record<Level, readonly ((spec: Spec) => Violation | undefined)[]>>;

/** Kinds that make pods from a template, which are warned of only. */
const templates: Readonly<Record<string, readonly string[]>> = {
  deployments: ["template", "spec"],
  replicasets: ["template", "spec"],
  statefulsets: ["template", "spec"],
  daemonsets: ["template", "spec"],
  replicationcontrollers: ["template", "spec"],
  jobs: ["template", "spec"],
  cronjobs: ["jobTemplate", "spec", "template", "spec"],
};

/**
 * The pod security standards, as far as a namespace's labels ask for them: a pod that violates the enforced level is
 * refused, what violates the level to be warned of is warned of.
 * @throws StatusError 403; 422 for labels that a Namespace must not have
 */
export function checkPodSecurity(server: Server, attributes: Attributes): void {
  const { operation, resource, subresource, namespace, object, request, name } = attributes;
  if (object === undefined || subresource !== undefined) return;
  if (resource.group === "" && resource.plural === "namespaces") return checkNamespace(server, attributes);
  const isPod = resource.group === "" && resource.plural === "pods";
  const path = templates[resource.plural];
  if (!isPod && (path === undefined || resource.custom !== undefined)) return;
  if (isPod && operation !== "CREATE") return;
  const labels = server.store.get("namespaces", "", namespace)?.metadata.labels;
  if (labels === undefined) return;
  const spec = (isPod ? object["spec"] : path!.reduce((part, key) => part?.[key], object["spec"])) as Spec;
  if (isPod) {
    const enforced = violations(labels, "enforce", spec);
    if (enforced !== undefined)
      throw forbidden({ group: "", resource: "pods", name: name || object.metadata.name }, `violates ${enforced}`);
  }
  const warned = violations(labels, "warn", spec);
  if (warned !== undefined) request.warn?.(`would violate ${warned}`);
}

/** @returns `PodSecurity "restricted:latest": …`, or undefined where all is well */
function violations(
  labels: Readonly<Record<string, string>>,
  mode: "enforce" | "warn",
  spec: Spec,
): string | undefined {
  const level = levels.find((known) => known === labels[`${prefix}${mode}`]);
  const found = level === undefined ? [] : evaluate(level, spec);
  if (found.length === 0) return undefined;
  const list = found.map(({ reason, detail }) => (detail === "" ? reason : `${reason} (${detail})`)).join(", ");
  return `PodSecurity "${level}:${labels[`${prefix}${mode}-version`] ?? "latest"}": ${list}`;
}

function evaluate(level: Level, spec: Spec): readonly Violation[] {
  return checks[level].flatMap((check) => check(spec) ?? []);
}

function checkNamespace(server: Server, { operation, object, oldObject, request, name }: Attributes): void {
  const labels = object!.metadata.labels ?? {};
  const errors = ["enforce", "audit", "warn"].flatMap((mode) => {
    const level = labels[`${prefix}${mode}`];
    if (level === undefined || levels.some((known) => known === level)) return [];
    return [wrong(`metadata.labels[${prefix}${mode}]`, level, `must be one of ${levels.join(", ")}`)];
  });
  if (errors.length > 0) throw invalid({ group: "", resource: "Namespace", name: object!.metadata.name }, errors);
  const before = oldObject?.metadata.labels ?? {};
  const keys = [`${prefix}enforce`, `${prefix}enforce-version`];
  if (operation !== "UPDATE" || keys.every((key) => labels[key] === before[key])) return;
  const level = levels.find((known) => known === labels[keys[0]!]);
  if (level !== undefined)
    warnOfPods(server, { namespace: name, level, version: labels[keys[1]!], warn: request.warn });
}

interface Change {
  readonly namespace: string;
  readonly level: Level;
  readonly version: string | undefined;
  readonly warn: ((message: string) => void) | undefined;
}

/** Tells of the pods that a new level would not have let in. They stay. */
function warnOfPods(server: Server, { namespace, level, version = "latest", warn }: Change): void {
  const found = new Map<string, string[]>();
  for (const pod of server.store.list("pods", { namespace, selects: undefined })) {
    const reasons = evaluate(level, pod["spec"] as Spec).map(({ reason }) => reason);
    if (reasons.length === 0) continue;
    const text = reasons.join(", ");
    found.set(text, [...(found.get(text) ?? []), pod.metadata.name]);
  }
  if (found.size === 0) return;
  warn?.(`existing pods in namespace "${namespace}" violate the new PodSecurity enforce level "${level}:${version}"`);
  const lines = [...found].map(([text, names]) => `${summary(names.sort())}: ${text}`);
  for (const line of lines.sort()) warn?.(line);
}

function summary([first, ...others]: readonly string[]): string {
  if (others.length === 0) return first!;
  return `${first} (and ${others.length} other ${others.length === 1 ? "pod" : "pods"})`;
}
