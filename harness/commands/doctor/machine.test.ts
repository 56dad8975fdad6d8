import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { fakeProgram } from "../testing.ts";
import { askProgram } from "./ask-program.ts";
import { thisMachine } from "./machine.ts";

test("ports are taken at once, each another, and let go of", async () => {
  const open = () => process.getActiveResourcesInfo().filter((resource) => resource === "TCPServerWrap").length;
  const before = open();
  const ports = await thisMachine.takePorts("127.0.0.1", 5);
  expect(new Set(ports).size).toBe(5);
  expect(ports.every((port) => port > 0)).toBe(true);
  await vi.waitFor(() => expect(open()).toBe(before));
});

test("an address that nobody can listen on is the system's error", async () => {
  await expect(thisMachine.takePorts("fe80::1", 1)).rejects.toMatchObject({ syscall: "listen" });
});

test("what cannot be looked at is undefined", () => {
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  try {
    writeFileSync(join(folder, "there"), "text");
    expect(thisMachine.read(join(folder, "there"))).toBe("text");
    expect(thisMachine.read(join(folder, "none"))).toBeUndefined();
    expect(thisMachine.room(folder)).toBeGreaterThanOrEqual(0);
    expect(thisMachine.room(join(folder, "none"))).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a program that does not end is told from one that fails and from one that is not there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  try {
    fakeProgram(folder, "hangs", "while :; do :; done");
    fakeProgram(folder, "fails", "echo told; echo first >&2; echo last >&2; exit 3");
    fakeProgram(folder, "works", 'echo "$1 $WHERE$HOME"');
    const ask = (name: string, patience?: number) => askProgram(join(folder, name), ["a"], { WHERE: "here" }, patience);
    expect(await ask("hangs", 100)).toEqual({ stdout: "", problem: "no answer within 0.1 s" });
    expect(await ask("fails")).toEqual({ stdout: "told", problem: "last" });
    expect(await ask("works")).toEqual({ stdout: "a here", problem: undefined });
    expect(await ask("none")).toEqual({ stdout: "", problem: expect.stringContaining("ENOENT") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
