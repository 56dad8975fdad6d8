import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPackage } from "./base/assets.ts";
import { exitCodes, UserError } from "./base/errors.ts";
import { secretsOfEnvironment, withoutSecrets } from "./base/redactor.ts";
import { RealClock } from "./base/real-clock.ts";
import { VirtualClock } from "./base/virtual-clock.ts";
import { forgetfulLedger } from "./clusters/forgetful-ledger.ts";
import { conductDrill, type DrillOptions } from "./drill.ts";
import { judge } from "./judging/judge.ts";
import type { Verdict } from "./judging/verdict.ts";
import type { PreparedDrill } from "./prepare.ts";
import { FileLedger } from "./runs/ledger.ts";
import { createTemporaryRun } from "./runs/temporary-run.ts";
import { createRunFolder, fileNames, finishRunFolder, type RunFolder } from "./runs/run-folder.ts";
import type { Plan } from "./scenario/plan.ts";
import type { TimelineEvent } from "./timeline/events.ts";
import { openEventFile, Recorder } from "./timeline/recorder.ts";

export interface PerformOptions {
  /** Folder of all runs; undefined keeps this one in memory. */
  readonly runs?: string | undefined;
  /** Ends the drill: what was begun is undone, the verdict is `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Aborted when undoing should wait for nothing any more. */
  readonly hurry?: AbortSignal | undefined;
  readonly onEvent?: ((event: TimelineEvent) => void) | undefined;
  readonly holdBaseline?: DrillOptions["holdBaseline"];
  readonly keep?: DrillOptions["keep"];
}

/** A drill that has been run and judged. */
export interface DrillRun {
  readonly plan: Plan;
  readonly events: readonly TimelineEvent[];
  readonly verdict: Verdict;
  /** Absolute path; undefined when the run was kept in memory. */
  readonly folder: string | undefined;
  /** What went wrong with storing it; the verdict stands all the same. */
  readonly problem: UserError | undefined;
}

const never = new AbortController().signal;

/**
 * Runs a prepared drill, stores it and judges it.
 * @throws UserError when the run's folder cannot be made; nothing was started then.
 */
export async function performDrill(prepared: PreparedDrill, options: PerformOptions = {}): Promise<DrillRun> {
  const { plan, spec, driver, procedure } = prepared;
  const runId = randomUUID().slice(0, 8);
  const stored = options.runs === undefined ? undefined : createRun(prepared, { runs: options.runs, runId });
  using scratch =
    stored === undefined && plan.clock === "real"
      ? createTemporaryRun({ ...origin(), runId, file: prepared.file })
      : undefined;
  const folder = stored === undefined ? scratch?.path : join(stored.path, fileNames.scratch);
  using ledger = folder === undefined ? undefined : new FileLedger(join(stored?.path ?? folder, fileNames.ledger));
  let problem: UserError | undefined;
  using recorder = new Recorder({
    writing: plan.clock === "virtual" ? "batched" : "through",
    sink: stored && openEventFile(join(stored.path, fileNames.events)),
    onProblem: (found) => {
      problem = found;
    },
  });
  if (options.onEvent !== undefined) recorder.subscribe(options.onEvent);
  await conductDrill({
    plan,
    // No two runs have things of one name on clusters, in Docker and in folders; in memory one seed gives the same bytes.
    spec: folder === undefined ? spec : { ...spec, runId },
    driver,
    procedure,
    clock: plan.clock === "virtual" ? new VirtualClock() : new RealClock(plan.speed),
    ledger: ledger ?? forgetfulLedger,
    recorder,
    folder,
    evidence: stored && join(stored.path, fileNames.evidence),
    wantsEvidence: () => judge(plan, [...recorder.events, { at: 0, type: "runFinished" }]).verdict !== "pass",
    signal: options.signal ?? never,
    hurry: options.hurry ?? never,
    holdBaseline: options.holdBaseline,
    keep: options.keep,
  });
  recorder.flush();
  const { events } = recorder;
  const verdict = judge(plan, events);
  if (stored !== undefined)
    try {
      finishRunFolder(stored, verdict);
    } catch (error) {
      problem ??= cannotStore(stored.path, error);
    }
  return { plan, events, verdict, folder: stored?.path, problem };
}

function createRun({ plan, file, source }: PreparedDrill, where: { runs: string; runId: string }): RunFolder {
  const { procedure, knownBad } = plan.scenario;
  const secrets = [procedure, ...knownBad].flatMap(({ env }) => secretsOfEnvironment(env));
  const stored = createRunFolder({ ...origin(), ...where, file, plan: withoutSecrets(plan, secrets) });
  try {
    writeFileSync(join(stored.path, fileNames.scenario), withoutSecrets(source, secrets));
  } catch (error) {
    throw cannotStore(stored.path, error);
  }
  return stored;
}

/** When a run begins, and with what. */
function origin() {
  return {
    startedAt: new RealClock().wallTime(),
    versions: { "rollback-drill": findPackage().version, node: process.version },
  };
}

function cannotStore(path: string, cause: unknown): UserError {
  return new UserError(`cannot store the run in ${path}: ${(cause as Error).message}`, {
    cause,
    exitCode: exitCodes.invalid,
    hint: "Free some space, or choose another folder with --runs FOLDER.",
  });
}
