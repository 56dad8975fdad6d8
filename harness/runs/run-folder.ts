import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { exitCodes, UserError } from "../base/errors.ts";
import { startOf } from "../base/process-identity.ts";
import type { Verdict } from "../judging/verdict.ts";
import type { Plan } from "../scenario/plan.ts";

/** `run.json`: what is volatile about a run and therefore kept out of its timeline. */
export interface RunRecord {
  readonly format: 1;
  readonly runId: string;
  /** Calendar time at which it began, ISO 8601. */
  readonly startedAt: string;
  /** Scenario file as the user named it. */
  readonly file: string;
  /** The process that owns the run, and when that process started. */
  readonly pid: number;
  readonly processStart: string | undefined;
  readonly versions: Readonly<Record<string, string>>;
  readonly state: "running" | "finished";
}

export interface RunFolder {
  readonly path: string;
  readonly record: RunRecord;
}

export const fileNames = {
  run: "run.json",
  plan: "plan.json",
  scenario: "scenario.yaml",
  events: "events.jsonl",
  verdict: "verdict.json",
  ledger: "ledger.jsonl",
  /** Logs of clusters and containers of a drill that did not pass. */
  evidence: "evidence",
  /** Kubeconfigs, sockets and scratch files: nothing of it outlives the run. */
  scratch: "scratch",
} as const;

export interface NewRun {
  /** Folder of all runs, as given with --runs. */
  readonly runs: string;
  readonly runId: string;
  readonly file: string;
  readonly plan: Plan;
  readonly startedAt: Date;
  readonly versions: Readonly<Record<string, string>>;
}

/** Makes `RUNS/<scenario>/<time>/` with what is known before anything starts. @throws UserError when it cannot be written. */
export function createRunFolder({ runs, runId, file, plan, startedAt, versions }: NewRun): RunFolder {
  const stamp = startedAt.toISOString().replaceAll(":", "-").replace("Z", "");
  const record = newRecord({ runId, file, startedAt, versions });
  try {
    const parent = resolve(runs, plan.scenario.name);
    makeFolders(parent);
    const path = makeUnique(join(parent, stamp));
    mkdirSync(join(path, fileNames.scratch), { mode: 0o700 });
    writeJson(join(path, fileNames.run), record);
    writeJson(join(path, fileNames.plan), plan);
    return { path, record };
  } catch (error) {
    throw new UserError(`cannot write runs below ${resolve(runs)}: ${(error as Error).message}`, {
      cause: error,
      exitCode: exitCodes.invalid,
      hint: "Choose a folder that can be written with --runs FOLDER.",
    });
  }
}

/** The record of a run that this process begins. */
export function newRecord({
  runId,
  file,
  startedAt,
  versions,
}: Pick<NewRun, "runId" | "file" | "startedAt" | "versions">): RunRecord {
  return {
    format: 1,
    runId,
    startedAt: startedAt.toISOString(),
    file,
    pid: process.pid,
    processStart: startOf(process.pid),
    versions,
    state: "running",
  };
}

/** Recursive `mkdir` says ENOENT where a file system is read-only; looking at what exists says what is wrong. */
function makeFolders(path: string): void {
  let existing = path;
  while (!existsSync(existing)) existing = dirname(existing);
  accessSync(existing, constants.W_OK);
  mkdirSync(path, { recursive: true });
}

/** Two runs may begin in the same millisecond. */
function makeUnique(path: string): string {
  for (let attempt = 1; ; attempt++) {
    const candidate = attempt === 1 ? path : `${path}-${attempt}`;
    try {
      mkdirSync(candidate);
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Stores the judgement and marks the run as finished; scratch files go. */
export function finishRunFolder({ path, record }: RunFolder, verdict: Verdict): void {
  writeJson(join(path, fileNames.verdict), verdict);
  rmSync(join(path, fileNames.scratch), { recursive: true, force: true });
  writeJson(join(path, fileNames.run), { ...record, state: "finished" });
}

export function readRunRecord(path: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(path, fileNames.run), "utf8")) as RunRecord;
  } catch {
    return undefined;
  }
}

/** Folders of all runs below `runs`, oldest first by name; none when the folder does not exist. */
export function listRunFolders(runs: string): string[] {
  return subfolders(resolve(runs)).flatMap((scenario) => subfolders(scenario));
}

function subfolders(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(path, entry.name))
      .sort();
  } catch {
    return [];
  }
}

export function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
