import type { KubernetesObject } from "../../kubernetes.ts";
import type { Container, Pod } from "../kinds/pod.ts";

interface Source {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
}

interface EnvEntry {
  readonly valueFrom?: { readonly configMapKeyRef?: Source; readonly secretKeyRef?: Source };
}

interface EnvFrom {
  readonly configMapRef?: Source;
  readonly secretRef?: Source;
}

interface Volume {
  readonly name: string;
  readonly configMap?: Source;
  readonly secret?: { readonly secretName?: string; readonly optional?: boolean };
}

interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

export type Lookup = (resource: "configmaps" | "secrets", name: string) => KubernetesObject | undefined;

/** Why the environment of a container cannot be made, as the kubelet words it; undefined when it can. */
export function missingFromEnvironment(container: Container, namespace: string, find: Lookup): string | undefined {
  for (const { configMapRef, secretRef } of (container["envFrom"] ?? []) as readonly EnvFrom[]) {
    const missing = absent("configmaps", configMapRef, find) ?? absent("secrets", secretRef, find);
    if (missing !== undefined) return missing;
  }
  for (const { valueFrom } of (container["env"] ?? []) as readonly EnvEntry[]) {
    const missing =
      absentKey("configmaps", valueFrom?.configMapKeyRef, namespace, find) ??
      absentKey("secrets", valueFrom?.secretKeyRef, namespace, find);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** The first volume that a container mounts and that cannot be, and why; undefined when all can. */
export function unmountable(pod: Pod, find: Lookup): { readonly volume: string; readonly error: string } | undefined {
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const mounted = new Set(containers.flatMap((container) => volumeMounts(container).map(({ name }) => name)));
  for (const { name, configMap, secret } of (pod.spec["volumes"] ?? []) as readonly Volume[]) {
    if (!mounted.has(name)) continue;
    const secretSource = secret && { name: secret.secretName ?? "", optional: secret.optional ?? false };
    const error = absent("configmaps", configMap, find) ?? absent("secrets", secretSource, find);
    if (error !== undefined) return { volume: name, error };
  }
  return undefined;
}

export function volumeMounts(container: Container): readonly VolumeMount[] {
  return (container["volumeMounts"] ?? []) as readonly VolumeMount[];
}

function absent(resource: "configmaps" | "secrets", source: Source | undefined, find: Lookup): string | undefined {
  if (source?.name === undefined || source.optional === true || find(resource, source.name) !== undefined)
    return undefined;
  return `${resource.slice(0, -1)} "${source.name}" not found`;
}

function absentKey(
  resource: "configmaps" | "secrets",
  source: Source | undefined,
  namespace: string,
  find: Lookup,
): string | undefined {
  const missing = absent(resource, source, find);
  if (missing !== undefined || source?.name === undefined || source.optional === true) return missing;
  const object = find(resource, source.name)!;
  const keys = { ...object["data"], ...object["binaryData"] };
  if (source.key !== undefined && source.key in keys) return undefined;
  const kind = resource === "configmaps" ? "ConfigMap" : "Secret";
  return `couldn't find key ${source.key} in ${kind} ${namespace}/${source.name}`;
}
