import fc from "fast-check";
import { stringify } from "yaml";
import type { Json } from "../../../../kubernetes.ts";
import { seeds, type Seed } from "./seeds.ts";

/** A request that a client with a token might send, however wrong it is. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Values that do not belong where they are put. */
const oddValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    -0,
    2 ** 31,
    2 ** 53,
    "",
    " ",
    "a",
    "0",
    "-1",
    "100%",
    "1e9",
  ),
  fc.constantFrom<Json>(
    [],
    {},
    [null],
    [[]],
    [{}],
    { a: null },
    { "": "" },
    [1, "a"],
    { name: null },
    { $patch: "delete" },
  ),
  fc.constantFrom<Json>(
    "\u0000",
    "\ud800",
    "💥",
    "a/b/c",
    "../..",
    "__proto__",
    "9".repeat(400),
    "x".repeat(300),
    "1".repeat(30) + "Gi",
  ),
  fc.constantFrom<Json>("2026-01-01T00:00:00Z", "not a time", "10.0.0.0/33", "* * * * *", "61 * * * *", "@every 1s"),
  fc.constantFrom<Json>(
    { $patch: "replace" },
    { $patch: "merge" },
    { $patch: 1 },
    { $retainKeys: ["a"] },
    { $setElementOrder: 1 },
  ),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json),
);

const oddKey = fc.constantFrom(
  "",
  "a",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "$patch",
  "$retainKeys",
  "$setElementOrder/containers",
  "$deleteFromPrimitiveList/finalizers",
  "x".repeat(300),
  "metadata",
  "spec",
  "status",
  "kind",
  "items",
  "name",
  "namespace",
  "uid",
  "resourceVersion",
  "generation",
  "deletionTimestamp",
  "ownerReferences",
  "finalizers",
  "managedFields",
);

type Path = readonly (string | number)[];

function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child as Json, [...path, key]))];
}

function replaceAt(value: Json, path: Path, change: (old: Json) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === String(key) ? replaceAt(item, rest, change) : item));
  const map = value as Record<string, Json>;
  return { ...map, [key]: replaceAt(map[key]!, rest, change) };
}

const mutation = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom("replace", "remove", "add", "repeat"),
  key: oddKey,
  value: oddValue,
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(object: Json, { at, kind, key, value }: Mutation): Json {
  const paths = pathsOf(object);
  const path = paths[at % paths.length]!;
  return replaceAt(object, path, (old) => {
    if (kind === "replace") return value;
    if (kind === "remove") return null;
    if (kind === "repeat") return [old, old] as Json;
    if (typeof old !== "object" || old === null || Array.isArray(old)) return value;
    // JSON.parse makes a property of `__proto__` as a server would meet it.
    return JSON.parse(
      `${JSON.stringify(old).slice(0, -1)}${Object.keys(old).length > 0 ? "," : ""}${JSON.stringify(key)}:${JSON.stringify(value)}}`,
    ) as Json;
  });
}

const seedOf = fc.constantFrom(...seeds);

/** A seed with up to four things about it changed. */
const mutant: fc.Arbitrary<{ readonly seed: Seed; readonly object: Json }> = fc
  .record({ seed: seedOf, mutations: fc.array(mutation, { maxLength: 4 }) })
  .map(({ seed, mutations }) => ({ seed, object: mutations.reduce(mutate, seed.object as unknown as Json) }));

const jsonType = { "Content-Type": "application/json" };

const number = fc.constantFrom("0", "1", "2", "-1", "1.5", "x", "", "99999999999999999999", "9007199254740993");
const selector = fc.oneof(
  fc.constantFrom(
    "a=b",
    "a==b",
    "a!=b",
    "a in (b,c)",
    "a notin (b)",
    "!a",
    "a",
    "a>1",
    "a<x",
    "",
    ",",
    "a in ()",
    "a in (",
    "=",
    "a=b=c",
    "metadata.name=pod",
    "metadata.name!=pod",
    "spec.nodeName=",
    "status.phase=Running",
    "metadata.labels=x",
    "x".repeat(5000),
    `a in (${"b,".repeat(2000)})`,
    "a=b,".repeat(500),
    "spec.a\\=b=c\\,d",
    "\u0000=\u0000",
  ),
  fc.string({ maxLength: 20, unit: "binary" }),
);
const oddQuery = fc
  .record(
    {
      labelSelector: selector,
      fieldSelector: selector,
      limit: number,
      continue: fc.oneof(
        number,
        fc.base64String({ maxLength: 60 }),
        fc.json({ maxDepth: 2 }).map((text) => Buffer.from(text).toString("base64url")),
      ),
      resourceVersion: number,
      resourceVersionMatch: fc.constantFrom("Exact", "NotOlderThan", "", "x"),
      sendInitialEvents: fc.constantFrom("true", "false", "x"),
      allowWatchBookmarks: fc.constantFrom("true", "x"),
      dryRun: fc.constantFrom("All", "", "x"),
      fieldManager: fc.oneof(fc.constantFrom("m", "", "x".repeat(200), "\n"), fc.string()),
      fieldValidation: fc.constantFrom("Strict", "Warn", "Ignore", "x"),
      force: fc.constantFrom("true", "false", "x", ""),
      propagationPolicy: fc.constantFrom("Foreground", "Background", "Orphan", "x"),
      gracePeriodSeconds: number,
      pretty: fc.constantFrom("true", "x"),
      includeObject: fc.constantFrom("Object", "None", "x"),
      timeoutSeconds: fc.constantFrom("1", "0", "-1", "x"),
    },
    { requiredKeys: [] },
  )
  .map((parameters) => {
    const text = new URLSearchParams(parameters as Record<string, string>).toString();
    return text === "" ? "" : `?${text}`;
  });

const query = fc.oneof({ weight: 3, arbitrary: fc.constant("") }, { weight: 2, arbitrary: oddQuery });

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

const nameOf = ({ object }: Seed) => object.metadata.name;
const item = (seed: Seed) => `${seed.path}/${nameOf(seed)}`;
const subresource = fc.constantFrom(
  "",
  "",
  "",
  "/status",
  "/scale",
  "/log",
  "/eviction",
  "/binding",
  "/finalize",
  "/token",
  "/approval",
  "/ephemeralcontainers",
  "/exec",
  "/resize",
  "/x",
);

function written(object: Json, encoding: string): Pick<HostileRequest, "headers" | "body"> {
  if (encoding === "yaml")
    return {
      headers: { "Content-Type": "application/yaml" },
      body: stringify(object, { aliasDuplicateObjects: false }),
    };
  return { headers: jsonType, body: JSON.stringify(object) };
}

const create: fc.Arbitrary<HostileRequest> = fc
  .record({ mutant, query, encoding: fc.constantFrom("json", "json", "json", "yaml") })
  .map(({ mutant: { seed, object }, query, encoding }) => ({
    method: "POST",
    path: seed.path + query,
    ...written(object, encoding),
  }));

const replace: fc.Arbitrary<HostileRequest> = fc
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
const patch: fc.Arbitrary<HostileRequest> = fc
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
const jsonPatch: fc.Arbitrary<HostileRequest> = fc
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

const read: fc.Arbitrary<HostileRequest> = fc
  .record({ seed: seedOf, of: fc.constantFrom("collection", "item"), subresource, query, accept })
  .map(({ seed, of, subresource, query, accept }) => ({
    method: "GET",
    path: (of === "item" ? item(seed) + subresource : seed.path) + query,
    headers: { Accept: accept },
  }));

/** With an end: the real server keeps a watch that names none for half an hour and more. */
const watch: fc.Arbitrary<HostileRequest> = fc
  .record({ seed: seedOf, query, accept })
  .map(({ seed, query, accept }) => ({
    method: "GET",
    path:
      `${seed.path}${query}${query === "" ? "?" : "&"}watch=true`.replace(/timeoutSeconds=[^&]*/, "") +
      "&timeoutSeconds=1",
    headers: { Accept: accept },
  }));

const remove: fc.Arbitrary<HostileRequest> = fc
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

const segment = fc.oneof(
  fc.constantFrom(
    "api",
    "apis",
    "v1",
    "apps",
    "namespaces",
    "default",
    "pods",
    "deployments",
    "web",
    "scale",
    "watch",
    "log",
    "proxy",
    "openapi",
    "v3",
    "version",
  ),
  fc.string({ maxLength: 8 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom(
    "%",
    "%zz",
    "..",
    ".",
    "%2f",
    "%00",
    "__proto__",
    "constructor",
    "%E0%A4%A",
    "a".repeat(300),
    "%2e%2e",
  ),
);
const anywhere: fc.Arbitrary<HostileRequest> = fc
  .record({
    segments: fc.array(segment, { maxLength: 8 }),
    method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"),
    type: fc.constantFrom(
      "application/json",
      "application/vnd.kubernetes.protobuf",
      "application/yaml",
      "",
      "application/apply-patch+yaml",
      "x",
    ),
    body: fc.oneof(
      fc.json(),
      fc.string(),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    ),
    query,
  })
  .map(({ segments, method, type, body, query }) => ({
    method,
    path: `/${segments.join("/")}${query}`,
    headers: { "Content-Type": type },
    ...(method === "GET" || method === "HEAD" ? {} : { body }),
  }));

/** Text that is broken in the middle, bytes that are no text, and what merely looks like protobuf. */
const broken: fc.Arbitrary<HostileRequest> = fc
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

/** Every sort of request that a client with a valid token can get wrong. */
export const hostileRequest: fc.Arbitrary<HostileRequest> = fc.oneof(
  { weight: 5, arbitrary: create },
  { weight: 3, arbitrary: replace },
  { weight: 4, arbitrary: patch },
  { weight: 2, arbitrary: jsonPatch },
  { weight: 2, arbitrary: read },
  { weight: 1, arbitrary: watch },
  { weight: 1, arbitrary: remove },
  { weight: 1, arbitrary: anywhere },
  { weight: 2, arbitrary: broken },
);
