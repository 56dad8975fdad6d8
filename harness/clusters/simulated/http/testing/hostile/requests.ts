import { fc } from "../../../../../base/testing/properties.ts";
import { address } from "./addresses.ts";
import type { HostileRequest } from "./hostile-request.ts";
import { query } from "./queries.ts";
import { read, watch } from "./reads.ts";
import { broken, create, jsonPatch, patch, remove, replace } from "./writes.ts";

const anywhere: fc.Arbitrary<HostileRequest> = fc
  .record({
    path: address,
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
  .map(({ path, method, type, body, query }) => ({
    method,
    path: path + query,
    headers: { "Content-Type": type },
    ...(method === "GET" || method === "HEAD" ? {} : { body }),
  }));

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
