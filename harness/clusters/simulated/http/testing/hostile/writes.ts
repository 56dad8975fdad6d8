import { stringify } from "yaml";
import { fc } from "../../../../../base/testing/properties.ts";
import type { Json } from "../../../../kubernetes.ts";
import { item, subresource } from "./addresses.ts";
import { jsonType, type HostileRequest } from "./hostile-request.ts";
import { mutant, mutation, pathsOf, seedOf } from "./mutations.ts";
import { query } from "./queries.ts";
import { oddValue } from "./values.ts";

function written(object: Json, encoding: string): Pick<HostileRequest, "headers" | "body"> {
  if (encoding === "yaml")
    return {
      headers: { "Content-Type": "application/yaml" },
      body: stringify(object, { aliasDuplicateObjects: false }),
    };
  return { headers: jsonType, body: JSON.stringify(object) };
}

export const create: fc.Arbitrary<HostileRequest> = fc
  .record({ mutant, query, encoding: fc.constantFrom("json", "json", "json", "yaml") })
  .map(({ mutant: { seed, object }, query, encoding }) => ({
    method: "POST",
    path: seed.path + query,
    ...written(object, encoding),
  }));

export const replace: fc.Arbitrary<HostileRequest> = fc
  .record({ mutant, query, subresource })
  .map(({ mutant: { seed, object }, query, subresource }) => ({
    method: "PUT",
    path: item(seed) + subresource + query,
    ...written(object, "json"),
  }));

const patchType = fc.constantFrom(
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
  "application/strategic-merge-patch+json",
  "application/apply-patch+yaml",
  "application/apply-patch+yaml",
  "application/json-patch+json",
);
export const patch: fc.Arbitrary<HostileRequest> = fc
  .record({ mutant, query, subresource, patchType })
  .map(({ mutant: { seed, object }, query, subresource, patchType }) => ({
    method: "PATCH",
    path:
      item(seed) +
      subresource +
      (patchType.includes("apply") && query === "" ? "?fieldManager=soak&force=true" : query),
    headers: { "Content-Type": patchType },
    body: JSON.stringify(object),
  }));

const operation = fc.record(
  {
    op: fc.constantFrom<Json>("add", "remove", "replace", "move", "copy", "test", "x", null),
    path: fc.oneof(fc.string({ maxLength: 10 }), fc.nat()),
    from: fc.oneof(fc.constantFrom("", "/", "/spec", "/metadata/name"), fc.string({ maxLength: 10 })),
    value: oddValue,
  },
  { requiredKeys: [] },
);
export const jsonPatch: fc.Arbitrary<HostileRequest> = fc
  .record({ seed: seedOf, query, subresource, operations: fc.array(operation, { maxLength: 4 }) })
  .map(({ seed, query, subresource, operations }) => {
    const pointers = pathsOf(seed.object as unknown as Json).map((path) => path.map((key) => `/${key}`).join(""));
    const aimed = operations.map((one) =>
      typeof one.path === "number" ? { ...one, path: pointers[one.path % pointers.length]! } : one,
    );
    return {
      method: "PATCH",
      path: item(seed) + subresource + query,
      headers: { "Content-Type": "application/json-patch+json" },
      body: JSON.stringify(aimed),
    };
  });

export const remove: fc.Arbitrary<HostileRequest> = fc
  .record({
    seed: seedOf,
    query,
    of: fc.constantFrom("item", "item", "item", "collection"),
    body: fc.oneof(
      fc.constant(undefined),
      oddValue,
      mutation.map(({ value }) => ({ preconditions: value, gracePeriodSeconds: value })),
    ),
  })
  .filter(({ seed, of }) => seed.object.kind !== "Namespace" || of === "item")
  .map(({ seed, query, of, body }) => ({
    method: "DELETE",
    path: (of === "item" ? item(seed) : seed.path) + query,
    headers: jsonType,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }));

/** Text that is broken in the middle, bytes that are no text, and what merely looks like protobuf. */
export const broken: fc.Arbitrary<HostileRequest> = fc
  .record({
    seed: seedOf,
    type: fc.constantFrom(
      "application/json",
      "application/yaml",
      "application/vnd.kubernetes.protobuf",
      "application/apply-patch+yaml",
      "application/json-patch+json",
    ),
    cut: fc.nat(),
    noise: fc.uint8Array({ maxLength: 40 }),
    method: fc.constantFrom("POST", "PUT", "PATCH"),
  })
  .map(({ seed, type, cut, noise, method }) => {
    const text = Buffer.from(JSON.stringify(seed.object));
    const at = cut % text.length;
    const magic = type.endsWith("protobuf") ? Buffer.from("k8s\0") : Buffer.alloc(0);
    const body = Buffer.concat([magic, text.subarray(0, at), Buffer.from(noise), text.subarray(at)]);
    return {
      method,
      path: method === "POST" ? seed.path : `${item(seed)}?fieldManager=soak`,
      headers: { "Content-Type": type },
      body,
    };
  });
