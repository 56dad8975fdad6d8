import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lookAtContainers } from "./doctor-containers.ts";
import { fakeProgram } from "./testing.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (name: string, script: string) => fakeProgram(folder, name, script);

const look = (environment: Readonly<Record<string, string>> = {}) =>
  lookAtContainers({ PATH: [folder, "/bin"].join(delimiter), ...environment });

describe("what the doctor says of containers", () => {
  test("one missing line where there is no Docker", async () => {
    const [docker, ...others] = await lookAtContainers({ PATH: folder });
    expect(docker).toMatchObject({ name: "Docker", state: "missing", detail: "not on PATH" });
    expect(docker!.advice).toContain("Install Docker");
    expect(others).toEqual([]);
  });

  test("what the client says where the daemon does not answer", async () => {
    program("docker", `echo '{"ServerVersion":"","ServerErrors":["Cannot connect to the Docker daemon"]}'; exit 1`);
    expect(await look()).toMatchObject([
      { name: "Docker", state: "missing", detail: "Cannot connect to the Docker daemon" },
    ]);
  });

  test("which images are not on the machine, by the names that the environment gives", async () => {
    program(
      "docker",
      `case "$1" in info) echo '{"ServerVersion":"28.1","CgroupVersion":"2"}';; *) [ "$3" != own/node:1 ];; esac`,
    );
    program("kind", "echo kind v0.26.0 go1.24 linux/amd64");
    const findings = await look({ DRILL_NODE_IMAGE: "own/node:1" });
    expect(findings.map(({ name, state }) => [name, state]).slice(0, 4)).toEqual([
      ["Docker", "ok"],
      ["cgroup", "ok"],
      ["kind", "missing"],
      ["images", "missing"],
    ]);
    expect(findings[3]!.detail).toBe("not on this machine: own/node:1");
  });

  test("a Docker that is too old, with what to do", async () => {
    program("docker", `[ "$1" != info ] || echo '{"ServerVersion":"19.03.15","CgroupVersion":"2"}'`);
    expect((await look())[0]).toEqual({
      name: "Docker",
      state: "missing",
      detail: "19.03.15",
      advice: "Install Docker 20.10 or later; it is needed for --driver kind only.",
    });
  });

  test("proxies that would be asked for the drill's own parts", async () => {
    program("docker", `[ "$1" != info ] || echo '{"ServerVersion":"28.1","CgroupVersion":"2"}'`);
    const proxiesIn = async (environment: Readonly<Record<string, string>>) =>
      (await look(environment)).filter(({ name }) => name === "proxies").map(({ detail }) => detail);
    expect(await proxiesIn({ HTTPS_PROXY: "http://proxy:3128", NO_PROXY: "acme.example" })).toEqual([
      "HTTPS_PROXY set, and 127.0.0.1 is not in NO_PROXY",
    ]);
    expect(await proxiesIn({ HTTPS_PROXY: "http://proxy:3128", NO_PROXY: "acme.example, 127.0.0.1" })).toEqual([]);
    expect(await proxiesIn({})).toEqual([]);
  });

  test("the first version of cgroups is enough for node images up to Kubernetes 1.34", async () => {
    program("docker", `[ "$1" != info ] || echo '{"ServerVersion":"28.1","CgroupVersion":"1"}'`);
    const cgroup = async (image: string) =>
      (await look({ DRILL_NODE_IMAGE: image })).find(({ name }) => name === "cgroup");
    expect(await cgroup("kindest/node:v1.34.4")).toEqual({
      name: "cgroup",
      state: "ok",
      detail: "version 1, which kindest/node:v1.34.4 still takes",
    });
    expect(await cgroup("kindest/node:v1.35.0")).toMatchObject({ state: "missing", detail: "version 1" });
    expect(await cgroup("own/node:latest")).toMatchObject({ state: "missing" });
  });
});
