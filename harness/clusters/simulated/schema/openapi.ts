/** One operation of a path, as far as clients look at it. */
export interface Operation {
  readonly method: string;
  readonly action: string;
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  /** Media types of the request body, of patches only: clients choose the kind of patch by them. */
  readonly accepts?: readonly string[];
}

/** What `openapi.json` holds: every schema once, and which of them make up the document of a group version. */
export interface CapturedOpenApi {
  readonly groupVersions: Readonly<
    Record<
      string,
      { readonly paths: Readonly<Record<string, readonly Operation[]>>; readonly schemas: readonly string[] }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
}
