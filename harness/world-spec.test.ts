import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { schemaParts } from "./catalogues.ts";
import { loadScenario } from "./scenario/load.ts";
import { resolveWorld } from "./world-spec.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "world-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

interface App {
  readonly name?: string;
  readonly namespace?: string;
  readonly image?: string;
}

const deployment = ({ name = "shop", namespace, image = "registry.acme.example:5000/team/shop:1.0" }: App = {}) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}${namespace === undefined ? "" : `, namespace: ${namespace}`} }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - { name: proxy, image: "envoy:1.30" }
        - { name: web, image: "${image}" }
`;
const service = (name = "shop", app = "shop", namespace?: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}${namespace === undefined ? "" : `, namespace: ${namespace}`} }
spec: { selector: { app: ${app} } }
`;

function resolve(application: string, more = "") {
  const file = write(
    "s.yaml",
    `name: a\nsummary: s\nclusters: { eu: { nodes: 2, context: prod-eu }, us: {} }\nprocedure: { steps: [] }\napplication: ${application}\n${more}`,
  );
  const { scenario } = loadScenario(file, { parts: schemaParts });
  return resolveWorld({ scenario, file, runId: "r1", seed: 7 });
}

const app = "{ manifests: app.yaml, container: web }";

describe("the world of a scenario", () => {
  test("takes names, namespace, registry and images as the manifests have them", async () => {
    write("app.yaml", `${deployment()}---${service()}`);
    const spec = await resolve(
      "{ manifests: app.yaml, container: web, versions: { good: { tag: '1.4' }, bad: { tag: '1.5', errors: 30% }, next: '1.6' } }",
    );
    expect(spec).toMatchObject({
      runId: "r1",
      seed: 7,
      clusters: [
        { name: "eu", context: "prod-eu", nodes: 2 },
        { name: "us", context: "us", nodes: 1 },
      ],
      registry: { host: "registry.acme.example:5000" },
      application: {
        namespace: "default",
        workload: { kind: "Deployment", name: "shop" },
        container: "web",
        service: "shop",
      },
    });
    expect(spec.images["bad"]).toMatchObject({
      reference: "registry.acme.example:5000/team/shop:1.5",
      version: "1.5",
      size: 50_000_000,
      pushed: true,
      behaviour: { errors: 0.3, startsAfter: 2_000 },
    });
    expect(Object.keys(spec.images["bad"]!.behaviour)).not.toContain("tag");
  });

  test("runs the good version at first, whatever tag the manifests have; other containers keep their image", async () => {
    write("app.yaml", `${deployment()}---${service()}`);
    const spec = await resolve(app);
    for (const cluster of ["eu", "us"]) {
      const [found] = spec.application.manifests[cluster]!;
      expect(found!["spec"].template.spec.containers).toEqual([
        { name: "proxy", image: "envoy:1.30" },
        { name: "web", image: "registry.acme.example:5000/team/shop:v1" },
      ]);
    }
  });

  test("has the namespace that the manifests take for granted", async () => {
    write("app.yaml", `${deployment({ namespace: "prod" })}---${service("shop", "shop", "prod")}`);
    const spec = await resolve(app);
    expect(spec.application.namespace).toBe("prod");
    expect(spec.application.manifests["eu"]![0]).toEqual({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "prod" },
    });
    expect(spec.application.manifests["eu"]!.map(({ kind }) => kind)).toEqual(["Namespace", "Deployment", "Service"]);
  });

  test("lets a cluster have manifests of its own", async () => {
    write("app.yaml", `${deployment()}---${service()}`);
    write(
      "eu.yaml",
      `${deployment()}---${service()}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: only-eu }\n`,
    );
    const file = write(
      "s.yaml",
      `name: a\nsummary: s\nclusters: { eu: { manifests: eu.yaml }, us: {} }\nprocedure: { steps: [] }\napplication: ${app}\n`,
    );
    const { scenario } = loadScenario(file, { parts: schemaParts });
    const { application } = await resolveWorld({ scenario, file, runId: "r", seed: 1 });
    expect(application.manifests["eu"]!.map(({ kind }) => kind)).toEqual(["Deployment", "Service", "ConfigMap"]);
    expect(application.manifests["us"]!.map(({ kind }) => kind)).toEqual(["Deployment", "Service"]);
  });

  test("is the demo application where the scenario names none", async () => {
    const spec = await resolve("{}");
    expect(spec.registry.host).toBe("registry.drill.local");
    expect(spec.images["next"]!.reference).toBe("registry.drill.local/web:v3");
  });

  test("calls versions by the scenario's names where their tags are the same", async () => {
    write("app.yaml", `${deployment()}---${service()}`);
    const spec = await resolve(
      "{ manifests: app.yaml, container: web, versions: { good: { image: 'registry.acme.example:5000/a:1' }, bad: { image: 'registry.acme.example:5000/b:1' }, next: '2' } }",
    );
    expect(Object.values(spec.images).map(({ version }) => version)).toEqual(["good", "bad", "2"]);
  });

  test("has the team's own images, paths from the scenario's folder", async () => {
    write("app.yaml", `${deployment()}---${service()}`);
    write("dist/bad.tar", "");
    const spec = await resolve(
      "{ manifests: app.yaml, container: web, versions: { good: { tag: '1', localImage: 'shop:dev' }, bad: { tag: '2', archive: dist/bad.tar }, next: '3' } }",
    );
    expect(Object.values(spec.images).map(({ own }) => own)).toEqual([
      { local: "shop:dev" },
      { archive: join(folder, "dist/bad.tar") },
      undefined,
    ]);
    expect(spec.images["bad"]!.behaviour).not.toHaveProperty("archive");
  });

  test("has what a version brings beside its image", async () => {
    write("app.yaml", `${deployment()}---${service()}`);
    write("bad.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n");
    const spec = await resolve(
      "{ manifests: app.yaml, container: web, versions: { good: v1, bad: { manifests: bad.yaml }, next: v3 } }",
    );
    expect(spec.images["bad"]!.manifests?.map(({ metadata }) => metadata.name)).toEqual(["c"]);
    expect(spec.images["bad"]!.reference).toMatch(/:bad$/);
  });
});

describe("a scenario is refused when its manifests", () => {
  const both = `${deployment()}---${deployment({ name: "admin" })}---${service()}`;
  test.each([
    ["hold no Deployment", service(), app, "app.yaml holds no Deployment, only Service"],
    ["hold two and none is named", both, app, "app.yaml holds 2 Deployments: shop, admin"],
    [
      "do not hold the one that is named",
      both,
      "{ manifests: app.yaml, workload: deployment/web }",
      "app.yaml holds no Deployment web; its Deployments: shop, admin",
    ],
    [
      "have no such container",
      `${deployment()}---${service()}`,
      "{ manifests: app.yaml, container: api }",
      "Deployment shop of app.yaml has no container api; its containers: proxy, web",
    ],
    [
      "hold no service of the workload",
      `${deployment()}---${service("db", "db")}`,
      app,
      "no Service of app.yaml selects the pods of Deployment shop; its Services: db",
    ],
    [
      "hold several",
      `${deployment()}---${service()}---${service("internal")}`,
      app,
      "several Services of app.yaml select the pods of Deployment shop: shop, internal",
    ],
    [
      "hold no such service",
      `${deployment()}---${service()}`,
      "{ manifests: app.yaml, container: web, service: api }",
      "app.yaml holds no Service api; its Services: shop",
    ],
    [
      "are in another namespace",
      `${deployment({ namespace: "prod" })}---${service()}`,
      "{ manifests: app.yaml, namespace: stage }",
      "application.namespace is stage, but Deployment shop of app.yaml is in prod",
    ],
    [
      "name another registry",
      `${deployment()}---${service()}`,
      "{ manifests: app.yaml, container: web, versions: { good: v1, bad: { image: 'ghcr.io/a/b:1' }, next: v3 } }",
      "the image of version bad, ghcr.io/a/b:1, is from ghcr.io; the registry is registry.acme.example:5000",
    ],
  ])("%s", async (_, manifests, application, message) => {
    write("app.yaml", manifests);
    const error = await resolve(application).then(
      () => undefined,
      (thrown: unknown) => thrown as Error & { hint: string },
    );
    expect(error?.message.replaceAll(`${folder}/`, "")).toBe(message);
    expect(error?.hint).toMatch(/\.$/);
  });

  test("differ between clusters in what is rolled back", async () => {
    write("app.yaml", `${deployment()}---${service()}`);
    write("us.yaml", `${deployment({ image: "registry.acme.example:5000/team/other:1" })}---${service()}`);
    const file = write(
      "s.yaml",
      `name: a\nsummary: s\nclusters: { eu: {}, us: { manifests: us.yaml } }\nprocedure: { steps: [] }\napplication: ${app}\n`,
    );
    const { scenario } = loadScenario(file, { parts: schemaParts });
    await expect(resolveWorld({ scenario, file, runId: "r", seed: 1 })).rejects.toThrow(
      "clusters eu and us run different applications: Deployment shop in default, container web, service shop, image registry.acme.example:5000/team/shop; Deployment shop in default, container web, service shop, image registry.acme.example:5000/team/other",
    );
  });
});
