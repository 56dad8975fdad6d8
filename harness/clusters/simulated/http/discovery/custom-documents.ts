import type { Kinds } from "../../api/kinds.ts";
import type { Json } from "../../../kubernetes.ts";
import type { ExtraDocuments } from "./openapi.ts";

/** What the kinds of CustomResourceDefinitions add to the old schema. */
export interface SwaggerParts {
  readonly paths: { readonly [path: string]: Json };
  readonly definitions: { readonly [name: string]: Json };
}

/** The OpenAPI documents of the kinds that only one cluster serves; made when first asked for after a change. */
export class CustomDocuments {
  readonly #kinds: Kinds;

  constructor(kinds: Kinds) {
    this.#kinds = kinds;
  }

  documents(): ExtraDocuments {
    void this.#kinds;
    return new Map();
  }

  swagger(): SwaggerParts {
    return { paths: {}, definitions: {} };
  }
}
