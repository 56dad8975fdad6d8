import type { Json } from "../../../kubernetes.ts";
import type { Resource } from "../../api/resources/resource.ts";
import { definitionName } from "./custom-schemas.ts";

type JsonMap = { readonly [key: string]: Json };

const meta = "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1";

/** The paths of a custom kind with their operations, as far as clients look at them. */
export function customPaths(resource: Resource): JsonMap {
  const { group, version, plural, namespaced, subresources } = resource;
  const root = `/apis/${group}/${version}`;
  const collection = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`;
  const item = `${collection}/{name}`;
  const operations = new Operations(resource);
  const own = operations.of(definitionName(resource, resource.kind), "");
  const list = operations.of(definitionName(resource, resource.custom!.listKind), "");
  const paths: Record<string, Json> = {
    [collection]: {
      get: list("get", "list"),
      post: own("post", "post"),
      delete: own("delete", "deletecollection"),
      parameters: parameters(namespaced ? ["namespace"] : []),
    },
    [item]: {
      get: own("get", "get"),
      put: own("put", "put"),
      delete: own("delete", "delete"),
      patch: own("patch", "patch"),
      parameters: parameters(["name", ...(namespaced ? ["namespace"] : [])]),
    },
  };
  for (const subresource of subresources) {
    const name = subresource === "scale" ? "io.k8s.api.autoscaling.v1.Scale" : definitionName(resource, resource.kind);
    const under = operations.of(name, subresource === "scale" ? "Scale" : "Status");
    paths[`${item}/${subresource}`] = {
      get: under("get", "get"),
      put: under("put", "put"),
      patch: under("patch", "patch"),
      parameters: parameters(["name", ...(namespaced ? ["namespace"] : [])]),
    };
  }
  if (namespaced) paths[`${root}/${plural}`] = { get: list("get", "list") };
  return paths;
}

class Operations {
  readonly #resource: Resource;
  readonly #tag: string;

  constructor(resource: Resource) {
    this.#resource = resource;
    const [first = "", ...rest] = resource.group.split(/[.-]/);
    this.#tag = `${first}${rest.map(capitalised).join("")}`;
  }

  of(schema: string, suffix: string): (method: string, action: string) => Json {
    const { group, version, kind, namespaced } = this.#resource;
    const reference: Json = { $ref: `#/components/schemas/${schema}` };
    return (method, action) => {
      const verb = { get: action === "list" ? "list" : "read", post: "create", put: "replace" }[method] ?? method;
      const many = action === "deletecollection" ? "Collection" : "";
      const place = `${capitalised(this.#tag)}${capitalised(version)}${many}${namespaced ? "Namespaced" : ""}`;
      return {
        tags: [`${this.#tag}_${version}`],
        operationId: `${verb}${place}${kind}${suffix}`,
        ...(["post", "put", "patch"].includes(method)
          ? { parameters: writeParameters, requestBody: body(method, reference) }
          : {}),
        responses: {
          "200": { description: "OK", content: { "application/json": { schema: reference } } },
          "401": { description: "Unauthorized" },
        },
        "x-kubernetes-action": action,
        "x-kubernetes-group-version-kind": { group, version, kind },
      };
    };
  }
}

function body(method: string, schema: Json): Json {
  if (method !== "patch")
    return { content: { "application/json": { schema }, "application/yaml": { schema } }, required: true };
  const patch = { schema: { $ref: `${meta}.Patch` } };
  const types = ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json"];
  return { content: Object.fromEntries(types.map((type) => [type, patch])), required: true };
}

function parameters(names: readonly string[]): Json {
  return names.map((name) => ({ name, in: "path", required: true, schema: { type: "string", uniqueItems: true } }));
}

const writeParameters: Json = ["dryRun", "fieldManager", "fieldValidation"].map((name) => ({
  name,
  in: "query",
  schema: { type: "string", uniqueItems: true },
}));

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Paths and schemas in the words of the old form. */
export function inSwagger(parts: JsonMap): JsonMap {
  return JSON.parse(
    JSON.stringify(parts, (key, value: unknown) => (isV3Operation(key, value) ? operationV2(value) : value)).replaceAll(
      "#/components/schemas/",
      "#/definitions/",
    ),
  ) as JsonMap;
}

interface V3Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly parameters?: readonly { readonly schema?: JsonMap }[];
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: Json }>> }
    >
  >;
}

function isV3Operation(key: string, value: unknown): value is V3Operation {
  return (
    ["get", "put", "post", "patch", "delete"].includes(key) &&
    typeof value === "object" &&
    value !== null &&
    "responses" in value
  );
}

function operationV2({ requestBody, responses, parameters: given = [], ...rest }: V3Operation): object {
  const sent = requestBody === undefined ? undefined : Object.values(requestBody.content)[0];
  return {
    ...rest,
    ...(requestBody === undefined ? {} : { consumes: Object.keys(requestBody.content) }),
    produces: ["application/json", "application/yaml"],
    schemes: ["https"],
    parameters: [
      ...(sent === undefined ? [] : [{ name: "body", in: "body", required: true, schema: sent.schema }]),
      ...given.map(({ schema = {}, ...parameter }) => ({ ...parameter, ...schema })),
    ],
    responses: Object.fromEntries(
      Object.entries(responses).map(([code, { description, content }]) => {
        const schema = content?.["application/json"]?.schema;
        return [code, { description, ...(schema === undefined ? {} : { schema }) }];
      }),
    ),
  };
}
