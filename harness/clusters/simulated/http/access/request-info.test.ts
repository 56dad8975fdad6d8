import { expect, it, test } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import { attributesOf } from "./request-info.ts";

const none = { group: "", resource: "", subresource: "", namespace: "", name: "" };

it.each([
  ["GET", "/api/v1/pods", { verb: "list", resource: "pods" }],
  ["GET", "/api/v1/pods?watch=true", { verb: "watch", resource: "pods" }],
  ["GET", "/api/v1/pods?watch=false", { verb: "list", resource: "pods" }],
  ["GET", "/api/v1/watch/namespaces/a/pods", { verb: "watch", resource: "pods", namespace: "a" }],
  ["GET", "/api/v1/pods?fieldSelector=metadata.name%3Dx", { verb: "list", resource: "pods", name: "x" }],
  ["GET", "/api/v1/pods?fieldSelector=metadata.name%21%3Dx", { verb: "list", resource: "pods" }],
  ["GET", "/api/v1/namespaces/a", { verb: "get", resource: "namespaces", namespace: "a", name: "a" }],
  [
    "PUT",
    "/api/v1/namespaces/a/finalize",
    { verb: "update", resource: "namespaces", subresource: "finalize", namespace: "a", name: "a" },
  ],
  ["DELETE", "/apis/apps/v1/namespaces/a/deployments", { verb: "deletecollection", ...apps("a", "") }],
  ["DELETE", "/apis/apps/v1/namespaces/a/deployments/web", { verb: "delete", ...apps("a", "web") }],
  [
    "PATCH",
    "/apis/apps/v1/namespaces/a/deployments/web/scale",
    { verb: "patch", ...apps("a", "web"), subresource: "scale" },
  ],
  [
    "POST",
    "/api/v1/namespaces/a/pods/x/eviction",
    { verb: "create", resource: "pods", subresource: "eviction", namespace: "a", name: "x" },
  ],
  ["HEAD", "/api/v1/nodes/x/proxy/a/b", { verb: "get", resource: "nodes", subresource: "proxy", name: "x" }],
  ["OPTIONS", "/api/v1/nodes", { verb: "", resource: "nodes" }],
])("%s %s", (method, address, wanted) => {
  const url = new URL(address, "https://cluster");
  expect(attributesOf(method, url.pathname, url.searchParams)).toEqual({ kind: "resource", ...none, ...wanted });
});

it.each(["/", "/api", "/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/metrics", "/openapi/v3/apis/apps/v1"])(
  "%s is an address and no resource",
  (path) => {
    expect(attributesOf("GET", path, new URLSearchParams())).toEqual({ kind: "path", verb: "get", path });
  },
);

test("any address wants something", () => {
  fc.assert(
    fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      expect(attributesOf("GET", path, new URLSearchParams(query))).toHaveProperty("verb");
    }),
    { numRuns: 200 },
  );
});

function apps(namespace: string, name: string) {
  return { group: "apps", resource: "deployments", namespace, name };
}
