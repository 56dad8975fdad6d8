import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lookAtClock, lookAtDisk, lookAtFolder, lookAtNode } from "./doctor/everywhere.ts";
import { dockerSaying, machineOf } from "./doctor/testing.ts";
import { lookAtTools } from "./doctor/tools.ts";
import { doctorOf } from "./doctor.ts";
import { drill, fakeProgram, memoryContext } from "./testing.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (name: string, script: string) => fakeProgram(folder, name, script);

/** Runs the command on a machine that has enough of everything, with no programs but those in the folder. */
async function examine(changes: Parameters<typeof machineOf>[0] = {}) {
  const { context, printed } = memoryContext({ PATH: folder });
  const exitCode = await doctorOf(machineOf(changes), folder).run({ args: [], options: {} }, context);
  return { exitCode, out: printed.out };
}

describe("the doctor", () => {
  test("knows which Node.js is old enough", () => {
    expect(lookAtNode("v22.22.0")).toEqual({ name: "Node.js", state: "ok", detail: "v22.22.0" });
    expect(lookAtNode("v24.0.1").state).toBe("ok");
    expect(lookAtNode("v22.21.9")).toEqual({
      name: "Node.js",
      state: "wrong",
      detail: "v22.21.9",
      advice: "Install Node.js 22.22 or later.",
    });
  });

  test("tells programs that are there, that are missing and that do not work apart", async () => {
    program("kubectl", "echo 'Client Version: v1.34.5'; echo 'Kustomize Version: v5'");
    program("curl", "echo 'curl 8.1 (x86_64) libz/1'");
    program("jq", "echo boom >&2; exit 3");
    expect(await lookAtTools({ PATH: folder })).toEqual([
      { name: "kubectl", state: "ok", detail: `v1.34.5 (${folder}/kubectl)` },
      {
        name: "helm",
        state: "missing",
        detail: "not on PATH",
        advice: "Install helm; it is needed for scripts and runbooks that call it, and Helm charts.",
      },
      {
        name: "jq",
        state: "wrong",
        detail: `${folder}/jq does not say its version: boom`,
        advice: "Reinstall jq.",
      },
      { name: "curl", state: "ok", detail: `curl 8.1 (${folder}/curl)` },
    ]);
  });

  test("writes to a folder to see whether it can, and leaves nothing behind", () => {
    expect(lookAtFolder(folder)).toEqual({ name: "folder", state: "ok", detail: `${folder} can be written to` });
    expect(lookAtFolder(join(folder, "none"))).toMatchObject({
      state: "wrong",
      detail: expect.stringContaining("ENOENT"),
    });
  });

  test("finds a clock that is behind", () => {
    const installed = new Date("2026-05-01T00:00:00Z");
    expect(lookAtClock(new Date("2001-01-01T00:00:00Z"), installed)).toEqual({
      name: "clock",
      state: "wrong",
      detail: "2001-01-01T00:00:00.000Z, which is before drill was installed (2026-05-01T00:00:00.000Z)",
      advice: "Set the clock of this machine.",
    });
    expect(lookAtClock(new Date("2026-05-01T00:00:00Z"), installed).state).toBe("ok");
  });

  test("says how much room there is for runs", () => {
    expect(lookAtDisk(2.5e9)).toEqual({ name: "disk", state: "ok", detail: "2500 MB free" });
    expect(lookAtDisk(99e6)).toEqual({
      name: "disk",
      state: "wrong",
      detail: "99 MB free",
      advice: "Free at least 100 MB where runs are stored.",
    });
    expect(lookAtDisk(undefined)).toMatchObject({ state: "unknown" });
  });

  test("prints findings with what to do, and passes when only some drills lack something", async () => {
    program("docker", dockerSaying({}));
    program("kind", "echo kind v0.30.0 go1.24 linux/amd64");
    const { exitCode, out } = await examine({ freeMemory: () => 0 });
    expect(out).toContain(
      "missing  kubectl  not on PATH\n                  Install kubectl; it is needed for scripts and runbooks that call it, and kustomize folders.\n",
    );
    expect(out).toContain("ok       Node.js  v24.1.0\n");
    expect(out).toContain(
      "limited  kind     kind v0.30.0 go1.24 linux/amd64\n                  Install kind 0.31 or later",
    );
    expect(out).toContain("missing  memory   0 GB free, not enough for a cluster\n");
    expect(exitCode).toBe(0);
  });

  test("fails when something that is here does not work, and when every drill lacks something", async () => {
    expect((await examine()).exitCode).toBe(0);
    expect((await examine({ room: () => 0 })).exitCode).toBe(1);
    program("docker", dockerSaying({}));
    program("kind", "echo kind v0.26.0 go1.24 linux/amd64");
    expect((await examine()).exitCode).toBe(1);
    program("kind", "echo kind v0.31.0 go1.24 linux/amd64");
    expect((await examine()).exitCode).toBe(0);
  });

  test("prints JSON on demand, each finding with what to do unless it is ok", async () => {
    program("jq", "exit 3");
    const { exitCode, out } = await drill(["doctor", "--json"], { PATH: folder });
    expect(exitCode).toBe(1);
    const findings = JSON.parse(out) as { readonly state: string; readonly advice?: string }[];
    expect(findings).toContainEqual(expect.objectContaining({ name: "jq", state: "wrong", advice: "Reinstall jq." }));
    expect(findings.filter(({ state, advice }) => (state === "ok") !== (advice === undefined))).toEqual([]);
  });
});
