import { createHmac } from "node:crypto";
import type { Json, KubernetesObject, ResourceName } from "../clusters/kubernetes.ts";
import type { NormalisedObject } from "./state.ts";

/** Written by tools about the change and not about what runs. */
const volatileAnnotations = new Set([
  "deployment.kubernetes.io/revision",
  "deployment.kubernetes.io/revision-history",
  "kubectl.kubernetes.io/last-applied-configuration",
  "kubectl.kubernetes.io/restartedAt",
  "kubernetes.io/change-cause",
]);

/** Allocated by each cluster for itself. */
const allocated: Readonly<Record<string, readonly string[]>> = {
  services: ["clusterIP", "clusterIPs", "healthCheckNodePort"],
  persistentvolumeclaims: ["volumeName"],
};

type JsonObject = { readonly [key: string]: Json | undefined };

function withoutVolatile(annotations: JsonObject | undefined): JsonObject | undefined {
  const kept = Object.entries(annotations ?? {}).filter(([key]) => !volatileAnnotations.has(key));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function without(record: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function normaliseTemplate(template: JsonObject): JsonObject {
  const { creationTimestamp: _, annotations, ...metadata } = (template["metadata"] ?? {}) as JsonObject;
  const kept = withoutVolatile(annotations as JsonObject | undefined);
  return { ...template, metadata: { ...metadata, ...(kept && { annotations: kept }) } };
}

function normaliseSpec(resource: ResourceName, spec: JsonObject): JsonObject {
  const kept = without(spec, allocated[resource] ?? []);
  if (resource === "services" && Array.isArray(kept["ports"]))
    return { ...kept, ports: kept["ports"].map((port: Json) => without(port as JsonObject, ["nodePort"])) };
  if (kept["template"] === undefined) return kept;
  return { ...kept, template: normaliseTemplate(kept["template"] as JsonObject) };
}

/** Values of Secrets are compared, never kept. @param salt makes the digests useless outside the run. */
function sealed(data: JsonObject, salt: string): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      `hmac-sha256:${createHmac("sha256", salt).update(String(value)).digest("hex").slice(0, 32)}`,
    ]),
  );
}

/** Leaves what a person wrote; drops what servers and controllers add or renumber. */
export function normalise(resource: ResourceName, object: KubernetesObject, salt: string): NormalisedObject {
  const {
    metadata,
    apiVersion: _apiVersion,
    kind: _kind,
    status: _status,
    spec,
    data,
    stringData: _,
    ...rest
  } = object;
  const annotations = withoutVolatile(metadata.annotations);
  const content: Record<string, Json | undefined> = {
    ...(rest as JsonObject),
    ...(metadata.labels !== undefined && { labels: metadata.labels }),
    ...(annotations !== undefined && { annotations }),
    ...(spec !== undefined && { spec: normaliseSpec(resource, spec as JsonObject) }),
    ...(data !== undefined && {
      data: resource === "secrets" ? sealed(data as JsonObject, salt) : (data as JsonObject),
    }),
  };
  return { resource, namespace: metadata.namespace, name: metadata.name, content };
}
