import type { ProcedureContext, ProcedureOutcome } from "../procedure.ts";
import { Output, type Stream } from "./output.ts";
import { startGroup, type GroupEnd } from "./process-group.ts";
import { runToEnd, type Stopped } from "./run-to-end.ts";
import type { Session } from "./session.ts";

export interface ProgramRun {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly session: Session;
  readonly context: ProcedureContext;
  /** Drill time, ms. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  emit(stream: Stream, text: string): void;
}

/** Runs a program with the session's environment to its end, or until it is stopped with all that it started. */
export async function runProgram(run: ProgramRun): Promise<GroupEnd & { readonly stopped: Stopped }> {
  const { command, cwd, session, context, deadline, signal } = run;
  const output = new Output({ secrets: session.secrets, emit: (stream, text) => run.emit(stream, text) });
  const group = await startGroup({
    command,
    cwd,
    env: session.env,
    folder: session.folder,
    clock: context.clock,
    runId: context.spec.runId,
    ledger: context.ledger,
    onOutput: (stream, chunk) => output.write(stream, chunk),
  });
  const end = await runToEnd(group, { clock: context.clock, deadline, signal });
  output.end();
  return end;
}

/** What a program's end means for the procedure that it was. */
export function outcomeOf({
  exitCode,
  signal,
  left,
  stopped,
}: GroupEnd & { readonly stopped: Stopped }): ProcedureOutcome {
  const others =
    left === 0 ? "" : `; ${left} ${left === 1 ? "process" : "processes"} that it left running ended with it`;
  if (stopped === "timed-out")
    return {
      outcome: "unknown",
      reason: stopped,
      exitCode,
      detail: `still running when its time was up; stopped with its process group${others}`,
    };
  if (stopped === "aborted")
    return { outcome: "unknown", reason: stopped, exitCode, detail: `stopped with its process group${others}` };
  if (exitCode === 0) return { outcome: "ok", reason: "finished", exitCode, detail: `exit code 0${others}` };
  const how = signal === undefined ? `exit code ${exitCode}` : `ended by ${signal}`;
  return { outcome: "failed", reason: "failed", exitCode, detail: `${how}${others}` };
}
