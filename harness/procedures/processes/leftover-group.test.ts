import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { leftOfGroup, runVariable } from "./leftover-group.ts";

// Without /proc nobody can read the environment of another process, and a group without its leader is left alone.
test.runIf(process.platform === "linux")(
  "a group whose leader is gone is recognised by the run in its environment",
  async () => {
    const leader = spawn("bash", ["-c", "sleep 1000 > /dev/null & echo $!"], {
      detached: true,
      env: { ...process.env, [runVariable]: "run-of-this-test" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(leader.stdout, "data")) as [Buffer];
    const child = Number(String(line));
    await once(leader, "exit");
    try {
      const record = { group: leader.pid!, start: "1", run: "run-of-this-test" };
      expect(leftOfGroup(record)).toEqual([child]);
      expect(leftOfGroup({ ...record, run: "run-of-this" })).toEqual([]);
    } finally {
      process.kill(child, "SIGKILL");
    }
  },
);

test("a process that only has the same number is not touched", () => {
  expect(leftOfGroup({ group: process.pid, start: "1", run: "other" })).toEqual([]);
});
