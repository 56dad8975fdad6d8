import { rmSync, unlinkSync, existsSync } from "node:fs";
import { join } from "node:path";
import { RealClock } from "../base/real-clock.ts";
import { until } from "../base/until.ts";
import { isAlive } from "../base/process-identity.ts";
import { namespaceLeftovers } from "../clusters/existing/leftovers.ts";
import { dockerLeftovers } from "../clusters/kind/docker/leftovers.ts";
import { groupRecord, leftOfGroup } from "../procedures/processes/leftover-group.ts";
import { readOpenEntries, strikeAll, type LedgerLine } from "./ledger.ts";
import { fileNames, listRunFolders, readRunRecord, writeJson, type RunRecord } from "./run-folder.ts";
import { listTemporaryRuns } from "./temporary-run.ts";

type Entry = Extract<LedgerLine, { id: number }>;

/** Something that a killed drill left behind. */
export interface Leftover {
  readonly run: string;
  /** For people: `processes of the procedure (group 4711)`. */
  readonly what: string;
  /** Removes exactly this. Rejects when it cannot. */
  remove(): Promise<void>;
}

/** ms that killed processes may take to be gone. */
const deathTimeout = 5_000;

type Found = Omit<Leftover, "run"> | undefined;
/** How a kind of undo record is carried out by another process; undefined: there is nothing left of it. */
type Undoer = (detail: Entry["detail"]) => Found | Promise<Found>;

const undoers: Readonly<Record<string, Undoer>> = {
  ...dockerLeftovers,
  ...namespaceLeftovers,
  /** Faults of simulated clusters end with the process that simulated them. */
  fault: () => undefined,
  [groupRecord]: ({ group, start, run }) => {
    const record = { group: Number(group), start: String(start), run: String(run) };
    if (leftOfGroup(record).length === 0) return undefined;
    return {
      what: `processes of the procedure (group ${group})`,
      async remove() {
        for (const pid of leftOfGroup(record)) process.kill(pid, "SIGKILL");
        const clock = new RealClock();
        const gone = await until(() => (leftOfGroup(record).length === 0 ? true : undefined), {
          clock,
          every: 20,
          deadline: deathTimeout,
          signal: new AbortController().signal,
        });
        if (!gone) throw new Error("they do not end");
      },
    };
  },
  file: ({ path }) =>
    existsSync(String(path)) ? { what: String(path), remove: async () => unlinkSync(String(path)) } : undefined,
  folder: ({ path }) =>
    existsSync(String(path))
      ? { what: String(path), remove: async () => removeFolder(String(path)) }
      : undefined,
};

/** A run that is over and did not undo all that it had done. */
export interface DeadRun {
  readonly path: string;
  /** Its process is gone without having finished; otherwise something could not be undone in the end. */
  readonly killed: boolean;
  readonly leftovers: readonly Leftover[];
  /** Marks the run as cleaned, so that it is not found again. */
  close(): void;
}

/**
 * Runs below `runs`, and unstored ones, that left something, and all that were killed. Runs that go on are not looked at.
 */
export async function findDeadRuns(runs: string): Promise<DeadRun[]> {
  const stored = listRunFolders(runs).map((path) => ({ path, forget: markFinished }));
  const unstored = listTemporaryRuns().map((path) => ({ path, forget: removeFolder }));
  const dead: DeadRun[] = [];
  for (const { path, forget } of [...stored, ...unstored]) {
    const record = readRunRecord(path);
    const killed = record?.state === "running";
    if (record === undefined || (killed && isAlive({ pid: record.pid, start: record.processStart }))) continue;
    const leftovers = await leftoversIn(path);
    if (killed || leftovers.length > 0) dead.push({ path, killed, leftovers, close: () => forget(path, record) });
  }
  return dead;
}

async function leftoversIn(path: string): Promise<readonly Leftover[]> {
  const scratch: Pick<Entry, "kind" | "detail"> = { kind: "folder", detail: { path: join(path, fileNames.scratch) } };
  const found = [...readOpenEntries(join(path, fileNames.ledger)), scratch].map(async ({ kind, detail }) => undoers[kind]?.(detail));
  return (await Promise.all(found)).filter((one) => one !== undefined).map((one) => ({ run: path, ...one }));
}

function markFinished(path: string, record: RunRecord): void {
  const ledger = join(path, fileNames.ledger);
  if (existsSync(ledger)) strikeAll(ledger);
  writeJson(join(path, fileNames.run), { ...record, state: "finished" });
}

function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** The pool in this folder if a process that had it was killed, with all that is to be put right there. */
export async function findDeadPool(folder: string): Promise<DeadRun[]> {
  if (!existsSync(folder)) return [];
  // Loaded when needed: most users have no pool.
  const { poolLeftovers } = await import("../clusters/kind/pool/pool-leftovers.ts");
  const leftovers = poolLeftovers(folder).map((one) => ({ run: folder, ...one }));
  return leftovers.length === 0 ? [] : [{ path: folder, killed: true, leftovers, close: () => undefined }];
}
