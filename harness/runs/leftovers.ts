import { readFileSync, rmSync, unlinkSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { RealClock } from "../base/real-clock.ts";
import { until } from "../base/until.ts";
import { isAlive } from "../base/process-identity.ts";
import { namespaceLeftovers } from "../clusters/existing/leftovers.ts";
import { dockerLeftovers } from "../clusters/kind/leftovers.ts";
import { groupRecord, leftOfGroup } from "../procedures/processes/leftover-group.ts";
import { openEntries, type LedgerLine } from "./ledger.ts";
import { fileNames, listRunFolders, readRunRecord } from "./run-folder.ts";

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
      ? { what: String(path), remove: async () => rmSync(String(path), { recursive: true, force: true }) }
      : undefined,
};

/** A run whose process is gone without having finished. */
export interface DeadRun {
  readonly path: string;
  readonly leftovers: readonly Leftover[];
  /** Marks the run as cleaned, so that it is not found again. */
  close(): void;
}

/** Runs below `runs` that were killed, with all that they left. Runs of living processes are not looked at. */
export async function findDeadRuns(runs: string): Promise<DeadRun[]> {
  const dead: DeadRun[] = [];
  for (const path of listRunFolders(runs)) {
    const record = readRunRecord(path);
    if (record === undefined || record.state === "finished") continue;
    if (isAlive({ pid: record.pid, start: record.processStart })) continue;
    const scratch: Pick<Entry, "kind" | "detail"> = { kind: "folder", detail: { path: join(path, fileNames.scratch) } };
    const found = [...readLedger(path), scratch].map(async ({ kind, detail }) => undoers[kind]?.(detail));
    const leftovers = (await Promise.all(found)).filter((one) => one !== undefined);
    dead.push({
      path,
      leftovers: leftovers.map((one) => ({ run: path, ...one })),
      close: () =>
        writeFileSync(
          join(path, fileNames.run),
          `${JSON.stringify({ ...record, state: "finished" }, undefined, 2)}\n`,
        ),
    });
  }
  return dead;
}

function readLedger(path: string): Entry[] {
  try {
    return openEntries(readFileSync(join(path, fileNames.ledger), "utf8"));
  } catch {
    return [];
  }
}
