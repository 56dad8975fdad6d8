import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { test } from "vitest";
import { asset } from "./base/assets.ts";
import { groupMembers } from "./base/group-members.ts";
import { openEntries } from "./runs/ledger.ts";
import { fileNames } from "./runs/run-folder.ts";
import { phases, type Phase } from "./timeline/events.ts";

const cli = asset("harness/cli.ts");

interface KilledDrill {
  readonly runs: string;
  readonly run: string;
}

/** A drill on real time whose script leaves a child behind, killed when it says that it has come to a phase. */
async function killedIn(phase: Phase): Promise<KilledDrill> {
  const folder = mkdtempSync(join(tmpdir(), "killed-"));
  const runs = join(folder, "runs");
  const script = join(folder, "undo.sh");
  const undo = `kubectl --context eu rollout undo deployment/web`;
  writeFileSync(
    script,
    `#!/bin/bash\n${phase === "procedure" ? `sleep 600 & drill step hanging; sleep 600` : `${undo} || true`}\n`,
    { mode: 0o755 },
  );
  const scenario = join(folder, "one.yaml");
  writeFileSync(
    scenario,
    `name: one
summary: one cluster
clusters: { eu: {} }
application: { manifests: ${asset("fixtures/app")} }
faults: [{ name: bad-release, kind: bad-image, mode: serves-errors, errors: 50% }]
procedure: { script: ./undo.sh }
expect: { settledWithin: 20s, hold: 5s }`,
  );
  const drill = spawn(process.execPath, [cli, "run", scenario, "--speed", "20", "--runs", runs], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await comesTo(drill, phase === "procedure" ? "hanging" : `phase: ${phase}`);
  drill.kill("SIGKILL");
  await new Promise((resolve) => drill.once("exit", resolve));
  return { runs, run: globSync("*/*", { cwd: runs }).map((path) => join(runs, path))[0]! };
}

async function comesTo(drill: ChildProcess, text: string): Promise<void> {
  for await (const line of createInterface({ input: drill.stderr! })) if (line.includes(text)) return;
  throw new Error(`the drill ended before ${text}`);
}

const drill = (...args: readonly string[]) =>
  execa(process.execPath, [cli, ...args], { reject: false, stripFinalNewline: false });

test.concurrent.for<Phase>(phases.filter((phase) => phase !== "teardown"))(
  "a drill that is killed in phase %s is found, cleaned and can still be judged",
  { timeout: 90_000 },
  async (phase, { expect }) => {
    const { runs, run } = await killedIn(phase);
    const left = openEntries(readFileSync(join(run, fileNames.ledger), "utf8")).filter(
      ({ kind }) => kind === "process-group",
    );
    if (phase === "procedure") expect(groupMembers(Number(left[0]!.detail["group"])).length).toBeGreaterThan(0);
    const cleaned = await drill("clean", "--runs", runs);
    expect(cleaned.stdout).toContain(`${run}: was killed`);
    expect(cleaned.exitCode).toBe(0);
    for (const { detail } of left) expect(groupMembers(Number(detail["group"]))).toEqual([]);
    expect(existsSync(join(run, fileNames.scratch))).toBe(false);
    expect((await drill("clean", "--runs", runs)).stdout).toBe("0 removed, 0 left\n");
    const judged = await drill("judge", run);
    expect(judged.stdout).toMatch(/INVALID|FAIL/);
    expect([2, 4]).toContain(judged.exitCode);
  },
);
