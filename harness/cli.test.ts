import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const cli = join(import.meta.dirname, "cli.ts");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** In a process of its own, in an empty folder, as a shell starts it. */
const drill = (...args: string[]) =>
  execa(process.execPath, [cli, ...args], { cwd: folder, reject: false, env: { NO_COLOR: "1" } });

describe("the program", () => {
  test("prints results to standard output and ends with 0", async () => {
    const { exitCode, stdout, stderr } = await drill("list", "procedures");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^procedures\n {2}script /);
  });

  test.each([
    [["plam"], "error: unknown command plam\nhint: Did you mean plan? drill --help lists the commands."],
    [
      ["plan", "none.yaml"],
      "error: none.yaml cannot be read: there is no such file\nhint: Check the path; it starts from the current folder.",
    ],
    [
      ["check"],
      "error: there are no scenarios: no file is named and scenarios/ holds none\nhint: drill init writes one to start from.",
    ],
    [["run", "x.yaml", "--driver", "kin"], 'error: there is no driver "kin"\nhint: '],
  ])("prints a mistake in %j to standard error and ends with 1", async (args, message) => {
    const { exitCode, stdout, stderr } = await drill(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  test("finds the files that ship with it from any folder", async () => {
    const { exitCode, stdout } = await drill("plan");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^registry-down-uncached /);
  });

  test("names files as they were typed", async () => {
    writeFileSync(join(folder, "a.yaml"), "name: A\n");
    const { stderr } = await drill("plan", "./a.yaml");
    expect(stderr).toMatch(/^error: \.\/a\.yaml has 4 problems\n\.\/a\.yaml:1:1: /);
  });

  test("ends quietly when its reader has seen enough", async () => {
    const { exitCode, stdout, stderr } = await execa({
      cwd: folder,
      reject: false,
      shell: "/bin/sh",
    })`${process.execPath} ${cli} list | head -n 1`;
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: "faults", stderr: "" });
  });
});
