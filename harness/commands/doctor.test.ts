import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lookAtClock, lookAtDisk, lookAtFolder, lookAtNode, lookAtTools } from "./doctor-checks.ts";
import { drill, fakeProgram } from "./testing.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (name: string, script: string) => fakeProgram(folder, name, script);

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
    const found = await lookAtTools({ PATH: folder });
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ["kubectl", "ok"],
      ["helm", "missing"],
      ["jq", "wrong"],
      ["curl", "ok"],
    ]);
    expect(found[0]!.detail).toBe(`v1.34.5 (${folder}/kubectl)`);
    expect(found[3]!.detail).toBe(`curl 8.1 (${folder}/curl)`);
    expect(found[1]!.advice).toBe("Install helm; it is needed for scripts and runbooks that call it, and Helm charts.");
    expect(found[2]!.detail).toContain(`${folder}/jq does not say its version`);
  });

  test("writes to a folder to see whether it can, and leaves nothing behind", () => {
    expect(lookAtFolder(folder)).toEqual({ name: "folder", state: "ok", detail: `${folder} can be written to` });
    expect(lookAtFolder(join(folder, "none"))).toMatchObject({
      state: "wrong",
      detail: expect.stringContaining("ENOENT"),
    });
  });

  test("finds a clock that is behind", () => {
    expect(lookAtClock(new Date("2001-01-01T00:00:00Z"))).toMatchObject({
      state: "wrong",
      advice: "Set the clock of this machine.",
    });
    expect(lookAtClock(new Date("2099-01-01T00:00:00Z")).state).toBe("ok");
  });

  test("says how much room there is", () => {
    expect(lookAtDisk(folder).detail).toMatch(/^\d+ MB free$/);
  });

  test("prints findings with what to do, and passes when only optional programs are missing", async () => {
    const { exitCode, out } = await drill(["doctor"], { PATH: folder });
    expect(exitCode).toBe(0);
    expect(out).toContain(
      "missing  kubectl  not on PATH\n                  Install kubectl; it is needed for scripts and runbooks that call it, and kustomize folders.\n",
    );
    expect(out).toMatch(/^ok {7}Node\.js {2}v\d+/m);
  });

  test("fails when a program does not work", async () => {
    program("jq", "exit 3");
    const { exitCode, out } = await drill(["doctor", "--json"], { PATH: folder });
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toContainEqual(
      expect.objectContaining({ name: "jq", state: "wrong", advice: "Reinstall jq." }),
    );
  });
});
