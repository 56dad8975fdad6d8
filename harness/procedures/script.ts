import { basename } from "node:path";
import { findProgram, interpreterOf } from "./interpreter.ts";
import type { Procedure, ProcedureContext, ProcedureOutcome } from "./procedure.ts";
import { outcomeOf, runProgram } from "./processes/run-program.ts";
import { openSession } from "./processes/session.ts";
import { StepLog } from "./step-log.ts";
import { toolsOf } from "./tools.ts";

export interface ScriptSource {
  readonly name: string | undefined;
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly executable: boolean;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The user's environment. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** Folder in which it is started. */
  readonly cwd: string;
}

/**
 * A script, run as its owner wrote it. It is one step, unless it says itself what it is at with `drill step "drain eu"`;
 * then each of these begins a step.
 */
export function scriptProcedure(source: ScriptSource): Procedure {
  const { file, text, executable } = source;
  const name = source.name ?? basename(file);
  const announced = stepTitles(text);
  const interpreter = interpreterOf(text, executable);
  return {
    kind: "script",
    name,
    tools: [...new Set([interpreter.program, ...toolsOf(text)])],
    clock: "real",
    needs: [],
    steps: announced ?? [name],
    run: (context) => runScript(source, { name, announces: announced !== undefined }, context),
  };
}

/** Titles of the steps that a script announces, as far as they stand in it word by word; undefined when it announces none. */
function stepTitles(text: string): readonly string[] | undefined {
  const code = text.replaceAll(/^\s*#.*$/gm, "");
  const found = [...code.matchAll(/\bdrill\s+step\s+(?:"([^"]*)"|'([^']*)'|([^\s;&|]+))/g)];
  return found.length === 0 ? undefined : found.map(([, double, single, bare]) => double ?? single ?? bare ?? "");
}

async function runScript(
  source: ScriptSource,
  { name, announces }: { readonly name: string; readonly announces: boolean },
  context: ProcedureContext,
): Promise<ProcedureOutcome> {
  const { file, text, executable, args, env, inherited, cwd } = source;
  const deadline = context.clock.now() + context.timeout;
  const log = new StepLog(context.clock, (event) => context.emit(event));
  if (!announces) log.start(name);
  await using session = await openSession({ context, env, inherited, onStep: (title) => log.start(title) });
  const { command, program } = interpreterOf(text, executable);
  const [first = file, ...rest] = [...command, file, ...args];
  const path = session.env["PATH"];
  const [start, needed] = [findProgram(first, path), findProgram(program, path)];
  if (start === undefined || needed === undefined) {
    const outcome: ProcedureOutcome = {
      outcome: "failed",
      reason: "failed",
      exitCode: 127,
      detail: `its interpreter ${program} was not found`,
    };
    return close(log, name, outcome);
  }
  const end = await runProgram({
    command: [start, ...rest],
    cwd,
    session,
    context,
    deadline,
    signal: context.signal,
    emit: (stream, line) => log.output(stream, line),
  });
  session.readDecision();
  return close(log, name, outcomeOf(end));
}

/** A script that ended before it announced a step was one. */
function close(log: StepLog, name: string, outcome: ProcedureOutcome): ProcedureOutcome {
  if (log.none) log.start(name);
  const { exitCode, detail } = outcome;
  log.finish({ outcome: outcome.outcome, detail, ...(exitCode === undefined ? {} : { exitCode }) });
  return outcome;
}
