import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOpenEntries } from "./ledger.ts";
import { fileNames, newRecord, writeJson, type NewRun } from "./run-folder.ts";

const prefix = "rollback-drill-";

/**
 * Kubeconfigs, sockets and ledger of a run that is not stored. Disposal removes them, but for the record of what could not
 * be undone.
 */
export function createTemporaryRun(
  run: Pick<NewRun, "runId" | "file" | "startedAt" | "versions">,
): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), prefix));
  const record = newRecord(run);
  writeJson(join(path, fileNames.run), record);
  return {
    path,
    [Symbol.dispose]() {
      const undone = readOpenEntries(join(path, fileNames.ledger)).length === 0;
      const gone = undone ? [""] : readdirSync(path).filter((name) => name !== fileNames.ledger);
      for (const name of gone) rmSync(join(path, name), { recursive: true, force: true });
      if (!undone) writeJson(join(path, fileNames.run), { ...record, state: "finished" });
    },
  };
}

/** Folders of such runs: of those that go on, and of those that were killed. */
export function listTemporaryRuns(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name))
    .sort();
}
