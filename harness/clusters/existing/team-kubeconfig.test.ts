import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { kubeconfigPaths, TeamKubeconfig } from "./team-kubeconfig.ts";

const folder = mkdtempSync(join(tmpdir(), "drill-kubeconfig-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, config: object): string {
  const path = join(folder, name);
  writeFileSync(path, stringify(config));
  return path;
}

describe("a team's kubeconfig", () => {
  test("is where kubectl would look for it", () => {
    expect(kubeconfigPaths("/a:/b", "/c")).toEqual(["/a", "/b"]);
    expect(kubeconfigPaths(undefined, "/c:")).toEqual(["/c"]);
    expect(kubeconfigPaths(undefined, undefined)).toEqual([join(homedir(), ".kube/config")]);
  });

  test("may be spread over files, of which the first one counts", () => {
    const one = write("one", {
      contexts: [{ name: "stage", context: { cluster: "c", user: "u", namespace: "shop" } }],
      clusters: [{ name: "c", cluster: { server: "https://first" } }],
    });
    const two = write("two", {
      contexts: [{ name: "other", context: { cluster: "nowhere" } }],
      clusters: [{ name: "c", cluster: { server: "https://second" } }],
      users: [{ name: "u", user: { token: "t" } }],
    });
    const config = new TeamKubeconfig([one, two]);
    expect(config.names).toEqual(["stage", "other"]);
    expect(config.find("stage")).toEqual({
      context: "stage",
      cluster: { server: "https://first" },
      user: { token: "t" },
      namespace: "shop",
    });
    expect(config.find("other")).toBeUndefined();
  });

  test("names files from its own folder", () => {
    mkdirSync(join(folder, "sub"));
    const path = write("sub/config", {
      contexts: [{ name: "stage", context: { cluster: "c", user: "u" } }],
      clusters: [{ name: "c", cluster: { server: "https://x", "certificate-authority": "ca.crt" } }],
      users: [{ name: "u", user: { "client-key": "/abs/key", exec: { command: "./login", args: ["a"] } } }],
    });
    expect(new TeamKubeconfig([path]).find("stage")).toMatchObject({
      cluster: { "certificate-authority": join(folder, "sub/ca.crt") },
      user: { "client-key": "/abs/key", exec: { command: join(folder, "sub/login"), args: ["a"] } },
    });
  });

  test("that is none is refused", () => {
    expect(() => new TeamKubeconfig([write("none", { a: 1 })])).toThrow("is no kubeconfig");
  });
});
