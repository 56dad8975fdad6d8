import type { Json } from "../../../kubernetes.ts";
import type { Kinds } from "../../api/kinds.ts";
import type { Resource } from "../../api/resources/resource.ts";
import { apiVersionOf } from "../../api/server.ts";
import { customPaths, inSwagger } from "./custom-paths.ts";
import { customSchemas } from "./custom-schemas.ts";
import { openApiText, type ExtraDocuments, type OpenApi, type OpenApiText } from "./openapi.ts";

type JsonMap = { readonly [key: string]: Json };

/** What the kinds of CustomResourceDefinitions add to the old schema. */
export interface SwaggerParts {
  readonly paths: JsonMap;
  readonly definitions: JsonMap;
}

/** Schemas that every kind's document refers to, by the beginnings of their names. */
const shared = ["io.k8s.apimachinery.pkg.apis.meta.v1.", "io.k8s.api.autoscaling.v1.Scale"];

const none: ExtraDocuments = new Map();

/** The OpenAPI documents of the kinds that only one cluster serves; made when first asked for after a change. */
export class CustomDocuments {
  readonly #kinds: Kinds;
  readonly #openApi: OpenApi;
  #documents = none;
  /** The revision of the kinds that `#documents` is of. */
  #revision = 0;

  constructor(kinds: Kinds, openApi: OpenApi) {
    this.#kinds = kinds;
    this.#openApi = openApi;
  }

  documents(): ExtraDocuments {
    if (this.#kinds.revision !== this.#revision) {
      this.#revision = this.#kinds.revision;
      this.#documents = this.#build();
    }
    return this.#documents;
  }

  swagger(): SwaggerParts {
    const own = this.#kinds.own();
    return {
      paths: inSwagger(Object.assign({}, ...own.map(customPaths)) as JsonMap),
      definitions: inSwagger(Object.assign({}, ...own.map((resource) => customSchemas(resource, "v2"))) as JsonMap),
    };
  }

  #build(): ExtraDocuments {
    const groupVersions = new Map<string, Resource[]>();
    for (const resource of this.#kinds.own()) {
      const name = `apis/${apiVersionOf(resource)}`;
      groupVersions.set(name, [...(groupVersions.get(name) ?? []), resource]);
    }
    if (groupVersions.size === 0) return none;
    const common = this.#common();
    return new Map(
      [...groupVersions].map(([name, resources]): [string, OpenApiText] => {
        const schemas: JsonMap = Object.assign(
          {},
          ...resources.map((resource) => customSchemas(resource, "v3")),
          common,
        );
        const document: Json = {
          openapi: "3.0.0",
          info: { title: "Kubernetes CRD Swagger", version: "v0.1.0" },
          paths: Object.assign({}, ...resources.map(customPaths)) as JsonMap,
          components: { schemas: sorted(schemas) },
        };
        return [name, openApiText(Buffer.from(JSON.stringify(document)))];
      }),
    );
  }

  /** As any document of built-in kinds has them. */
  #common(): JsonMap {
    const text = this.#openApi.document("apis/apps/v1")!.bytes.toString("utf8");
    const { components } = JSON.parse(text) as { components: { schemas: JsonMap } };
    return Object.fromEntries(
      Object.entries(components.schemas).filter(([name]) => shared.some((start) => name.startsWith(start))),
    );
  }
}

function sorted(map: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
