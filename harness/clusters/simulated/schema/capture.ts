/**
 * Writes openapi.json: the OpenAPI v3 documents of a real cluster, without descriptions and with every schema once. Run
 * by hand when the served version of Kubernetes changes:
 *
 *     node harness/clusters/simulated/schema/capture.ts cluster.kubeconfig
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { CapturedOpenApi, Operation } from "./openapi.ts";

const served = [
  "api/v1",
  "apis/admissionregistration.k8s.io/v1",
  "apis/apiextensions.k8s.io/v1",
  "apis/apps/v1",
  "apis/authentication.k8s.io/v1",
  "apis/authorization.k8s.io/v1",
  "apis/autoscaling/v1",
  "apis/autoscaling/v2",
  "apis/batch/v1",
  "apis/coordination.k8s.io/v1",
  "apis/discovery.k8s.io/v1",
  "apis/events.k8s.io/v1",
  "apis/networking.k8s.io/v1",
  "apis/policy/v1",
  "apis/rbac.authorization.k8s.io/v1",
  "apis/scheduling.k8s.io/v1",
  "apis/storage.k8s.io/v1",
];

interface RealOperation {
  readonly "x-kubernetes-group-version-kind"?: Operation["kind"];
  readonly "x-kubernetes-action"?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
}

interface RealDocument {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, RealOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

const [kubeconfig] = process.argv.slice(2);
if (kubeconfig === undefined) throw new Error("usage: capture.ts KUBECONFIG");

const schemas: Record<string, unknown> = {};
const groupVersions: Record<string, CapturedOpenApi["groupVersions"][string]> = {};
for (const groupVersion of served) {
  const document = raw(`/openapi/v3/${groupVersion}`);
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const plain = withoutDescriptions(schema);
    if (schemas[name] !== undefined && !isDeepStrictEqual(schemas[name], plain))
      throw new Error(`two versions of ${name}`);
    schemas[name] = plain;
  }
  groupVersions[groupVersion] = { paths: operations(document), schemas: Object.keys(document.components.schemas) };
}
const lines = Object.keys(schemas)
  .sort()
  .map((name) => `${JSON.stringify(name)}: ${JSON.stringify(schemas[name])}`);
const groups = Object.entries(groupVersions).map(
  ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
);
const text = `{"groupVersions": {\n${groups.join(",\n")}\n},\n"components": {"schemas": {\n${lines.join(",\n")}\n}}}\n`;
writeFileSync(new URL("openapi.json", import.meta.url), text);

function raw(path: string): RealDocument {
  const options = { encoding: "utf8", maxBuffer: 64 << 20 } as const;
  return JSON.parse(
    execFileSync("kubectl", ["--kubeconfig", kubeconfig!, "get", "--raw", path], options),
  ) as RealDocument;
}

function operations(document: RealDocument): Record<string, Operation[]> {
  const paths: Record<string, Operation[]> = {};
  for (const [path, item] of Object.entries(document.paths)) {
    if (path.includes("/watch/")) continue;
    const kept: Operation[] = [];
    for (const [method, operation] of Object.entries(item)) {
      const kind = operation["x-kubernetes-group-version-kind"];
      const action = operation["x-kubernetes-action"];
      if (kind === undefined || action === undefined || action === "connect") continue;
      kept.push({ method, action, kind, ...(method === "patch" ? { accepts: jsonTypes(operation) } : {}) });
    }
    if (kept.length > 0) paths[path] = kept;
  }
  return paths;
}

function jsonTypes(operation: RealOperation): string[] {
  return Object.keys(operation.requestBody?.content ?? {}).filter((type) => !type.includes("cbor"));
}

/** Only strings: a property may be called `description` too. */
function withoutDescriptions(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutDescriptions);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => !(key === "description" && typeof value === "string"));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDescriptions(value)]));
}
