import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { asset } from "./base/assets.ts";
import { selftest } from "./selftest.ts";

const { signal } = new AbortController();

test.each(globSync("*.yaml", { cwd: asset("scenarios") }).sort())(
  "%s lets its good procedure pass and catches the known-bad ones and one that does nothing",
  async (name) => {
    const roles: string[] = [];
    for await (const { role, procedure, complaint } of selftest({ file: asset(`scenarios/${name}`) }, signal)) {
      roles.push(role);
      expect(`${procedure}: ${complaint ?? "told apart"}`).toBe(`${procedure}: told apart`);
    }
    expect(new Set(roles)).toEqual(new Set(["good", "known-bad", "no-op"]));
  },
);
