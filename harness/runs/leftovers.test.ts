import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FileLedger } from "./ledger.ts";
import { findDeadRuns } from "./leftovers.ts";
import { fileNames, newRecord, writeJson, type RunRecord } from "./run-folder.ts";
import { createTemporaryRun } from "./temporary-run.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leftovers-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const origin = { runId: "12345678", file: "x.yaml", startedAt: new Date(0), versions: {} };
/** No process has ever started then. */
const killed = { ...newRecord(origin), processStart: "0" };

/** A run that made a file, and said so before. */
function runWithFile(path: string, record: RunRecord): string {
  const file = join(folder, `made-by-${record.state}`);
  mkdirSync(path, { recursive: true });
  writeJson(join(path, fileNames.run), record);
  using ledger = new FileLedger(join(path, fileNames.ledger));
  ledger.record("file", { path: file });
  writeFileSync(file, "");
  return file;
}

describe("what is left of runs that are over", () => {
  test("a run that finished and could not undo everything is found until that is done", async () => {
    const path = join(folder, "runs/one/first");
    const file = runWithFile(path, { ...newRecord(origin), state: "finished" });
    const [dead, ...others] = await findDeadRuns(join(folder, "runs"));
    expect(others).toEqual([]);
    expect(dead).toMatchObject({ path, killed: false, leftovers: [{ run: path, what: file }] });
    await dead!.leftovers[0]!.remove();
    dead!.close();
    expect(existsSync(file)).toBe(false);
    expect(await findDeadRuns(join(folder, "runs"))).toEqual([]);
  });

  test("what was closed is not taken for the run's own again, should it come back", async () => {
    const path = join(folder, "runs/one/first");
    const file = runWithFile(path, killed);
    const [dead] = await findDeadRuns(join(folder, "runs"));
    expect(dead).toMatchObject({ killed: true, leftovers: [{ what: file }] });
    await dead!.leftovers[0]!.remove();
    dead!.close();
    writeFileSync(file, "somebody else's");
    expect(await findDeadRuns(join(folder, "runs"))).toEqual([]);
  });

  test("a run that goes on is not looked at", async () => {
    runWithFile(join(folder, "runs/one/first"), newRecord(origin));
    expect(await findDeadRuns(join(folder, "runs"))).toEqual([]);
  });

  test("a killed run that was not to be stored is found too, and its folder goes with it", async () => {
    using run = createTemporaryRun(origin);
    writeJson(join(run.path, fileNames.run), killed);
    writeFileSync(join(run.path, "kubeconfig"), "");
    const found = (await findDeadRuns(join(folder, "runs"))).filter(({ path }) => path === run.path);
    expect(found).toMatchObject([{ killed: true, leftovers: [] }]);
    found[0]!.close();
    expect(existsSync(run.path)).toBe(false);
  });

  test("an unstored run that could not undo everything leaves the record of it, and nothing else", async () => {
    const file = join(folder, "made");
    let path: string;
    {
      using run = createTemporaryRun(origin);
      using ledger = new FileLedger(join(run.path, fileNames.ledger));
      path = run.path;
      ledger.record("file", { path: file });
      writeFileSync(file, "");
      writeFileSync(join(path, "kubeconfig"), "");
    }
    expect(readdirSync(path).sort()).toEqual([fileNames.ledger, fileNames.run]);
    const found = (await findDeadRuns(join(folder, "runs"))).filter((dead) => dead.path === path);
    expect(found).toMatchObject([{ killed: false, leftovers: [{ what: file }] }]);
    found[0]!.close();
    expect(existsSync(path)).toBe(false);
  });
});
