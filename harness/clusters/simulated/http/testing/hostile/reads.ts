import { fc } from "../../../../../base/testing/properties.ts";
import { item, subresource } from "./addresses.ts";
import type { HostileRequest } from "./hostile-request.ts";
import { seedOf } from "./mutations.ts";
import { query } from "./queries.ts";

const accept = fc.constantFrom(
  "application/json",
  "application/yaml",
  "*/*",
  "",
  "application/vnd.kubernetes.protobuf",
  "text/html",
  "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
  "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
  "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
  "application/json;as=Table;v=v1beta1;g=meta.k8s.io",
  'a/b;c="d',
  ";;;,,,",
);

export const read: fc.Arbitrary<HostileRequest> = fc
  .record({ seed: seedOf, of: fc.constantFrom("collection", "item"), subresource, query, accept })
  .map(({ seed, of, subresource, query, accept }) => ({
    method: "GET",
    path: (of === "item" ? item(seed) + subresource : seed.path) + query,
    headers: { Accept: accept },
  }));

/** With an end: the real server keeps a watch that names none for half an hour and more. */
export const watch: fc.Arbitrary<HostileRequest> = fc
  .record({ seed: seedOf, query, accept })
  .map(({ seed, query, accept }) => ({
    method: "GET",
    path:
      `${seed.path}${query}${query === "" ? "?" : "&"}watch=true`.replace(/timeoutSeconds=[^&]*/, "") +
      "&timeoutSeconds=1",
    headers: { Accept: accept },
  }));
