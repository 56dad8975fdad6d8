import { createHash } from "node:crypto";
import type { Json, KubernetesObject, OwnerReference } from "../../kubernetes.ts";
import { keyOf, type Listed } from "./inventory.ts";

/** Hash of each part of an object that nobody but people and procedures changes; no value is kept. */
export type Fingerprint = Readonly<Record<string, string>>;

/** Content of these changes by itself. */
const nameOnly: ReadonlySet<string> = new Set([
  "leases.coordination.k8s.io",
  "endpoints",
  "endpointslices.discovery.k8s.io",
]);

/** Counted by the controller of the Deployment, also when it goes back. */
const countedAnnotation = "deployment.kubernetes.io/revision";

/** Signatures of bootstrap tokens, which expire. */
const signature = /^jws-kubeconfig-/;

export function fingerprint({ type, object }: Listed): Fingerprint {
  if (nameOnly.has(type)) return {};
  const { metadata, apiVersion: _, kind: _kind, status: _status, ...parts } = object;
  const { [countedAnnotation]: _revision, ...annotations } = metadata.annotations ?? {};
  const kept: Record<string, Json> = {
    labels: metadata.labels ?? {},
    annotations,
    finalizers: metadata.finalizers ?? [],
    ...parts,
  };
  if (type === "configmaps" && metadata.name === "cluster-info") kept["data"] = withoutSignatures(object);
  return Object.fromEntries(Object.entries(kept).map(([part, value]) => [part, hash(value)]));
}

/** What comes and goes by itself: signing requests of kubelets, and the tokens by which nodes joined. */
export function mayVanish(key: string): boolean {
  return /^certificatesigningrequests\.|^secrets kube-system\/bootstrap-token-/.test(key);
}

/** The controller that made an object and would make it again. */
export function controllerOf({ metadata }: KubernetesObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

/** Fingerprints of everything that stands for itself: what a controller made is told by the object that it was made for. */
export function fingerprints(objects: readonly Listed[]): Readonly<Record<string, Fingerprint>> {
  const own = objects.filter(({ object }) => controllerOf(object) === undefined);
  return Object.fromEntries(own.map((listed) => [keyOf(listed), fingerprint(listed)]));
}

function withoutSignatures({ data = {} }: KubernetesObject): Json {
  return Object.fromEntries(Object.entries(data as Record<string, string>).filter(([key]) => !signature.test(key)));
}

function hash(value: Json): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(value)))
    .digest("hex")
    .slice(0, 32);
}

function sorted(value: Json | undefined): Json {
  if (value === null || value === undefined || typeof value !== "object") return value ?? null;
  if (Array.isArray(value)) return value.map((item: Json) => sorted(item));
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
