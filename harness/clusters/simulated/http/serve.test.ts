import { statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import { ask } from "./testing/client.ts";
import { address } from "./testing/hostile/addresses.ts";
import { startTestCluster, tester, type TestCluster } from "./testing/test-cluster.ts";

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(async () => {
  expect(cluster.errors).toEqual([]);
  await cluster[Symbol.asyncDispose]();
});

const json = { "Content-Type": "application/json" };

describe("who may ask", () => {
  it("refuses a wrong token with 401 and no token with 403, and shows the version to all", async () => {
    const wrong = await ask(cluster.endpoint, "/api/v1/pods", { token: "wrong" });
    expect([wrong.status, wrong.json.reason]).toEqual([401, "Unauthorized"]);
    const none = await ask(cluster.endpoint, "/api/v1/pods", { token: "" });
    expect([none.status, none.json.message]).toEqual([
      403,
      'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
    ]);
    const version = await ask(cluster.endpoint, "/version", { token: "" });
    expect([version.status, version.json.gitVersion]).toEqual([200, "v1.34.4"]);
  });

  it("keeps the kubeconfig to its owner", () => {
    expect((statSync(cluster.kubeconfig).mode & 0o777).toString(8)).toBe("600");
  });

  it("is not trusted by a client with another cluster's authority", async () => {
    await using other = await startTestCluster();
    const impostor = { ...cluster.endpoint, ca: other.endpoint.ca };
    await expect(ask(impostor, "/version")).rejects.toThrow(/certificate|signature/);
  });
});

describe("about the server", () => {
  it.each(["/healthz", "/livez", "/readyz"])("answers ok to %s", async (path) => {
    expect((await ask(cluster.endpoint, path)).text).toBe("ok");
  });

  it("tells of each check by itself, and of what it cannot leave out", async () => {
    expect((await ask(cluster.endpoint, "/livez/ping")).text).toBe("ok");
    expect((await ask(cluster.endpoint, "/livez/shutdown")).status).toBe(404);
    const { text } = await ask(cluster.endpoint, "/readyz?verbose&exclude=etcd&exclude=nothing");
    const lines = text.split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "[+]ping ok",
      "[+]log ok",
      "[+]etcd excluded: ok",
      "[+]etcd-readiness ok",
      "[+]informer-sync ok",
    ]);
    expect(lines.slice(-4)).toEqual([
      "[+]shutdown ok",
      'warn: some health checks cannot be excluded: no matches for "nothing"',
      "readyz check passed",
      "",
    ]);
  });

  it("tells all groups at once to clients that know how, and one by one to others", async () => {
    const Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";
    const aggregated = await ask(cluster.endpoint, "/apis", { headers: { Accept } });
    expect(aggregated.headers["content-type"]).toBe(
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
    );
    const apps = aggregated.json.items.find(({ metadata }: { metadata: { name: string } }) => metadata.name === "apps");
    const deployments = apps.versions[0].resources.find(
      ({ resource }: { resource: string }) => resource === "deployments",
    );
    expect(deployments).toMatchObject({ scope: "Namespaced", singularResource: "deployment", shortNames: ["deploy"] });
    expect(deployments.subresources.map(({ subresource }: { subresource: string }) => subresource)).toEqual([
      "scale",
      "status",
    ]);

    const groups = await ask(cluster.endpoint, "/apis");
    expect(groups.json.groups[1]).toEqual({
      name: "apps",
      versions: [{ groupVersion: "apps/v1", version: "v1" }],
      preferredVersion: { groupVersion: "apps/v1", version: "v1" },
    });
    const list = await ask(cluster.endpoint, "/apis/apps/v1");
    expect(list.json.resources.map(({ name }: { name: string }) => name)).toContain("deployments/scale");
  });

  it("serves an OpenAPI document with every schema that it refers to", async () => {
    const root = await ask(cluster.endpoint, "/openapi/v3");
    const { serverRelativeURL } = JSON.parse(root.text).paths["apis/apps/v1"];
    expect(serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9A-F]{128}$/);
    const { text, json } = await ask(cluster.endpoint, serverRelativeURL);
    const referred = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
    const known = Object.keys(json.components.schemas);
    expect(referred.length).toBeGreaterThan(100);
    expect(new Set(referred).difference(new Set(known))).toEqual(new Set());
  });

  it.each(["/nothing", "/apis/example.org"])("knows no page %s", async (path) => {
    const { status, text } = await ask(cluster.endpoint, path);
    expect([status, text]).toEqual([404, "404 page not found\n"]);
  });

  it.each([
    ["GET", "/apis/apps/v2", 404],
    ["GET", "/api/v1/widgets", 404],
    ["GET", "/api/v1/namespaces/default/pods/x/y/z", 404],
    ["GET", "/api/v1/namespaces/default/nodes", 404],
    ["GET", "/api/v1/pods/web", 404],
    ["GET", "/api/v1/namespaces/default/pods/web/exec", 404],
    ["POST", "/api/v1/pods", 405],
    ["PUT", "/api/v1/namespaces/default/pods", 405],
    ["POST", "/api/v1/namespaces/default/pods/web", 405],
    ["TRACE", "/api/v1/namespaces/default/pods/web", 405],
    ["DELETE", "/api/v1/namespaces", 405],
  ])("answers %s %s with %d", async (method, path, code) => {
    const { status, json } = await ask(cluster.endpoint, path, { method });
    expect([status, json.kind, json.code]).toEqual([code, "Status", code]);
  });
});

describe("objects", () => {
  const path = "/api/v1/namespaces/default/configmaps";

  it("takes and gives YAML, and fills in kind and namespace from the address", async () => {
    const yaml = "metadata:\n  name: from-yaml\ndata:\n  a: b\n";
    const created = await ask(cluster.endpoint, path, {
      method: "POST",
      headers: { "Content-Type": "application/yaml", Accept: "application/yaml" },
      body: yaml,
    });
    expect([created.status, created.headers["content-type"]]).toEqual([201, "application/yaml"]);
    expect(created.text).toContain("kind: ConfigMap\n");
    expect(cluster.api.get("configmaps", "default", "from-yaml")["data"]).toEqual({ a: "b" });
  });

  it("gives a table or metadata alone when asked", async () => {
    cluster.api.create(
      "configmaps",
      "default",
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "plain" }, data: { a: "1", b: "2" } },
      { caller: tester },
    );
    const table = await ask(cluster.endpoint, `${path}/plain`, {
      headers: { Accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json" },
    });
    expect(table.json).toMatchObject({ kind: "Table", rows: [{ cells: ["plain", 2, expect.any(String)] }] });
    expect(table.json.rows[0].object.kind).toBe("PartialObjectMetadata");
    const partial = await ask(cluster.endpoint, path, {
      headers: { Accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io" },
    });
    expect(partial.json.kind).toBe("PartialObjectMetadataList");
    expect(Object.keys(partial.json.items[0])).toEqual(["kind", "apiVersion", "metadata"]);
  });

  it("deletes what the selector of a collection chooses", async () => {
    for (const [name, tier] of [
      ["d1", "a"],
      ["d2", "a"],
      ["d3", "b"],
    ] as const)
      cluster.api.create(
        "secrets",
        "default",
        { apiVersion: "v1", kind: "Secret", metadata: { name, labels: { tier } } },
        { caller: tester },
      );
    await ask(cluster.endpoint, "/api/v1/namespaces/default/secrets?labelSelector=tier%3Da", { method: "DELETE" });
    expect(cluster.api.list("secrets", { namespace: "default" }).items.map(({ metadata }) => metadata.name)).toEqual([
      "d3",
    ]);
  });

  it("passes on warnings as headers", async () => {
    const body = JSON.stringify({ metadata: { name: "warned" }, unknownField: 1 });
    const { status, headers } = await ask(cluster.endpoint, `${path}?fieldValidation=Warn`, {
      method: "POST",
      headers: json,
      body,
    });
    expect(status).toBe(201);
    expect(headers["warning"]).toBe('299 - "unknown field \\"unknownField\\""');
  });

  it.each([
    ["an unknown media type", { "Content-Type": "text/plain" }, "{}", 415],
    ["broken JSON", json, '{"metadata":', 400],
    ["no object", json, "[1,2]", 400],
    ["null", json, "null", 422],
    ["a version that is no text", json, `{"apiVersion":{},"kind":"ConfigMap"}`, 400],
    ["what is nested too deeply", json, `{"data":${"[".repeat(20_000)}`, 400],
    ["YAML that is nested too deeply", { "Content-Type": "application/yaml" }, "[".repeat(200_000), 400],
    ["another kind", json, '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"x"}}', 400],
    ["broken YAML", { "Content-Type": "application/yaml" }, "a: [", 400],
    ["a YAML alias bomb", { "Content-Type": "application/yaml" }, aliasBomb(), 400],
    ["bytes that are no protobuf", { "Content-Type": "application/vnd.kubernetes.protobuf" }, "k8s\0\xff\xff", 400],
    ["a body of 4 MB", json, `{"data":{"a":"${"x".repeat(4 << 20)}"}}`, 413],
    ["metadata that is no map", json, '{"metadata":[]}', 400],
  ])("refuses %s", async (_, headers, body, code) => {
    const { status, json } = await ask(cluster.endpoint, path, { method: "POST", headers, body });
    expect([status, json.kind]).toEqual([code, "Status"]);
  });

  it.each(["limit=x", "labelSelector=a%20b%20c", "fieldSelector=spec.nothing%3D1", "continue=nonsense"])(
    "refuses a list with %s",
    async (query) => {
      const { status, json } = await ask(cluster.endpoint, `${path}?${query}`);
      expect([status, json.reason]).toEqual([400, "BadRequest"]);
    },
  );

  it("refuses a form that it cannot give", async () => {
    const { status } = await ask(cluster.endpoint, path, { headers: { Accept: "text/csv" } });
    expect(status).toBe(406);
  });

  it("has no table of a review", async () => {
    const body = JSON.stringify({ spec: { nonResourceAttributes: { path: "/", verb: "get" } } });
    const review = (Accept: string) =>
      ask(cluster.endpoint, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
        method: "POST",
        headers: { ...json, Accept },
        body,
      });
    const table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    expect((await review(table)).status).toBe(406);
    expect((await review(`${table},application/json`)).status).toBe(201);
  });

  it("has an answer for whatever address and body it gets", async () => {
    const method = fc.constantFrom("POST", "PUT", "PATCH", "DELETE");
    const type = fc.constantFrom(
      "application/json",
      "application/merge-patch+json",
      "application/json-patch+json",
      "application/strategic-merge-patch+json",
      "application/apply-patch+yaml",
      "application/vnd.kubernetes.protobuf",
      "application/yaml",
    );
    const body = fc.oneof(fc.json(), fc.string(), fc.constantFrom("[{}]", '{"spec":null}', '{"__proto__":{"a":1}}'));
    await fc.assert(
      fc.asyncProperty(address, method, type, body, async (path, method, type, body) => {
        const { status } = await ask(cluster.endpoint, path, { method, headers: { "Content-Type": type }, body });
        expect(status, `${method} ${path} ${body}`).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });
});

function aliasBomb(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`);
  return `l0: &l0 [lol]\n${levels.join("\n")}\n`;
}
