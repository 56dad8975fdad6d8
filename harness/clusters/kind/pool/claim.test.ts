import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startOf } from "../../../base/process-identity.ts";
import { claimPool, poolOwner } from "./claim.ts";

const folder = mkdtempSync(join(tmpdir(), "drill-claim-"));
const claims = join(folder, "claims");
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(pid: number, start: string | undefined, what: string): void {
  mkdirSync(claims, { recursive: true });
  writeFileSync(join(claims, `${pid}.json`), JSON.stringify({ pid, start, what }));
}

test("a pool has one owner at a time, and none once it is given back", () => {
  {
    using _claim = claimPool(folder, "drill pool up");
    expect(poolOwner(folder)).toMatchObject({ pid: process.pid, what: "drill pool up" });
    expect(() => claimPool(folder, "drill pool down")).toThrow(
      `the pool is in use by drill pool up, process ${process.pid}`,
    );
  }
  expect(poolOwner(folder)).toBeUndefined();
  expect(readdirSync(claims)).toEqual([]);
});

test("what another living process has is not taken", async () => {
  const other = spawn("sleep", ["60"]);
  await new Promise((resolve) => other.once("spawn", resolve));
  try {
    write(other.pid!, startOf(other.pid!), "the drill with run id 4f1c09aa");
    expect(() => claimPool(folder, "drill pool up")).toThrow("in use by the drill with run id 4f1c09aa");
    expect(readdirSync(claims)).toEqual([`${other.pid}.json`]);
  } finally {
    other.kill("SIGKILL");
  }
});

test("what a process had that is dead, or whose number another one got, is taken over", () => {
  write(process.ppid, "0", "a drill that was killed");
  write(process.pid, "0", "an older process of this number");
  using _claim = claimPool(folder, "drill clean");
  expect(poolOwner(folder)?.what).toBe("drill clean");
  expect(readdirSync(claims)).toEqual([`${process.pid}.json`]);
});
