import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lookAtContainers } from "./doctor-containers.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

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
});
