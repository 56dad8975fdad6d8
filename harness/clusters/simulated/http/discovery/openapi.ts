import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Json } from "../../../kubernetes.ts";
import type { CapturedOpenApi, Operation } from "../../schema/openapi.ts";

/** Name of a group version in OpenAPI's own terms: `api/v1`, `apis/apps/v1`. */
export type OpenApiName = string;

/**
 * OpenAPI v3 as a real server serves it: a root that names one document per group version, each with its paths and every
 * schema that they need. Reads its data when first asked.
 */
export class OpenApi {
  readonly #captured: () => CapturedOpenApi;
  readonly #documents = new Map<OpenApiName, string>();
  #data: CapturedOpenApi | undefined;

  constructor(captured: () => CapturedOpenApi = readCaptured) {
    this.#captured = captured;
  }

  /** Answer to `GET /openapi/v3` for the given group versions. The hashes let clients cache the documents for good. */
  root(names: readonly OpenApiName[]): Json {
    const paths: Record<string, Json> = {};
    for (const name of names) {
      const text = this.document(name);
      if (text === undefined) continue;
      const hash = createHash("sha256").update(text).digest("hex").toUpperCase();
      paths[name] = { serverRelativeURL: `/openapi/v3/${name}?hash=${hash}` };
    }
    return { paths };
  }

  /** The JSON text of one document; undefined when there is none of that name. */
  document(name: OpenApiName): string | undefined {
    const known = this.#documents.get(name);
    if (known !== undefined) return known;
    const data = (this.#data ??= this.#captured());
    const groupVersion = Object.hasOwn(data.groupVersions, name) ? data.groupVersions[name] : undefined;
    if (groupVersion === undefined) return undefined;
    const schemas = groupVersion.schemas.map((schema) => [schema, data.components.schemas[schema]!] as const);
    const paths = Object.entries(groupVersion.paths).map(([path, operations]) => [path, pathItem(operations)] as const);
    const text = JSON.stringify({
      openapi: "3.0.0",
      info: { title: "Kubernetes", version: "v1.34.4" },
      paths: Object.fromEntries(paths),
      components: { schemas: Object.fromEntries(schemas) },
    });
    this.#documents.set(name, text);
    return text;
  }
}

function readCaptured(): CapturedOpenApi {
  return JSON.parse(readFileSync(new URL("../../schema/openapi.json", import.meta.url), "utf8")) as CapturedOpenApi;
}

function pathItem(operations: readonly Operation[]): Json {
  const item: Record<string, Json> = {};
  for (const { method, action, kind, accepts } of operations) {
    const isWrite = method === "patch" || method === "post" || method === "put";
    item[method] = {
      "x-kubernetes-action": action,
      "x-kubernetes-group-version-kind": { ...kind },
      ...(isWrite ? { parameters: writeParameters } : {}),
      ...(accepts === undefined ? {} : { requestBody: requestBody(accepts) }),
      responses: {},
    };
  }
  return item;
}

/** Clients look for `fieldValidation` and `dryRun` before they rely on the server for them. */
const writeParameters: Json = ["dryRun", "fieldManager", "fieldValidation"].map((name) => ({
  name,
  in: "query",
  schema: { type: "string", uniqueItems: true },
}));

function requestBody(accepts: readonly string[]): Json {
  const schema = { $ref: "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.Patch" };
  return { content: Object.fromEntries(accepts.map((type) => [type, { schema }])) };
}
