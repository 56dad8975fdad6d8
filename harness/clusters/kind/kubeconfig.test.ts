import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { writeKubeconfig } from "../kubeconfig.ts";
import { operatorContext } from "./kubeconfig.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drill-kubeconfig-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ofKind(name: string): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    stringify({
      clusters: [
        { name: `kind-${name}`, cluster: { server: "https://127.0.0.1:1", "certificate-authority-data": name } },
      ],
      users: [{ name: `kind-${name}`, user: { "client-key-data": `key of ${name}` } }],
    }),
  );
  return path;
}

test("the operator's kubeconfig has a context per cluster, each through the proxy of its region", () => {
  const contexts = [
    { context: "prod-eu", kubeconfig: ofKind("eu"), server: "https://127.0.0.1:8001", namespace: "shop" },
    { context: "prod-us", kubeconfig: ofKind("us"), server: "https://127.0.0.1:8002", namespace: "shop" },
  ];
  const path = writeKubeconfig(folder, contexts.map(operatorContext));
  const written = parse(readFileSync(path, "utf8"));
  expect(written["current-context"]).toBe("prod-eu");
  expect(written.contexts[1]).toEqual({
    name: "prod-us",
    context: { cluster: "prod-us", user: "prod-us-admin", namespace: "shop" },
  });
  expect(written.clusters[1].cluster).toEqual({ server: "https://127.0.0.1:8002", "certificate-authority-data": "us" });
  expect(written.users[1].user).toEqual({ "client-key-data": "key of us" });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
