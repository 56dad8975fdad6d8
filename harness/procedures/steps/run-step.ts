import { formatDuration } from "../../base/duration.ts";
import type { Cluster } from "../../clusters/driver.ts";
import { ApiError, ApiUnreachable } from "../../clusters/kubernetes.ts";
import { Deadline } from "../deadline.ts";
import type { ProcedureContext } from "../procedure.ts";
import { guarded } from "./guarded-client.ts";
import type { PreparedStep } from "./stages.ts";
import { unknown, failed, type StepContext, type StepResult } from "./step-action.ts";

/** ms before the first retry; each next one waits twice as long, up to the last. */
const firstBackOff = 1_000;
const lastBackOff = 16_000;

export interface StepRun {
  readonly step: PreparedStep;
  /** Undefined for steps that are done once. */
  readonly cluster: Cluster | undefined;
  readonly context: ProcedureContext;
  /** Aborted when the procedure is over. */
  readonly signal: AbortSignal;
  shell(
    command: string,
    step: { readonly number: number; readonly deadline: number; readonly signal: AbortSignal },
  ): Promise<StepResult>;
}

/** Runs one step on one cluster, with its retries and its deadline, and puts it on record. */
export async function runStep(run: StepRun): Promise<StepResult> {
  const { step, cluster, context } = run;
  const { number, title } = step;
  const { clock } = context;
  const place = { step: number, title, ...(cluster === undefined ? {} : { cluster: cluster.name }) };
  const since = clock.now();
  context.emit({ type: "procedureStepStarted", ...place });
  const { result, retries } = await withinDeadline(run);
  const { outcome, detail, exitCode } = result;
  context.emit({
    type: "procedureStepFinished",
    ...place,
    outcome,
    duration: clock.now() - since,
    detail,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(retries === 0 ? {} : { retries }),
  });
  return result;
}

interface Attempts {
  readonly result: StepResult;
  readonly retries: number;
}

/** When the time is up nobody waits for the step any more; whether it acts cannot be said, but it sends nothing new. */
async function withinDeadline(run: StepRun): Promise<Attempts> {
  const { step, context, signal } = run;
  const { clock } = context;
  const { action, declaration } = step;
  const timeout = declaration.timeout ?? action.timeout(declaration.input);
  const deadline = clock.now() + timeout;
  using time = new Deadline(clock, timeout, "the step's time is up");
  // What the step has left behind when nobody waits for it any more must not write either.
  const over = new AbortController();
  const ended = AbortSignal.any([signal, time.signal, over.signal]);
  const progress = { retries: 0 };
  const stopped = new Promise<StepResult>((resolve) => {
    const stop = () =>
      resolve(
        unknown(
          signal.aborted
            ? "stopped with the procedure"
            : `no result within ${formatDuration(timeout)}; it may have acted`,
        ),
      );
    if (ended.aborted) stop();
    else ended.addEventListener("abort", stop, { once: true });
  });
  try {
    const work = attempts(run, stepContext(run, deadline, ended), progress);
    // A program is stopped with its group at the deadline, and its end is waited for.
    if (action.clock === "real") return { result: await work, retries: progress.retries };
    work.catch(() => undefined);
    return { result: await Promise.race([stopped, work]), retries: progress.retries };
  } finally {
    over.abort(new Error("the step is over"));
  }
}

async function attempts(run: StepRun, context: StepContext, progress: { retries: number }): Promise<StepResult> {
  const { clock, deadline, signal } = context;
  let backOff = firstBackOff;
  for (;;) {
    const result = await attempt(run, context);
    const last = result.outcome === "ok" || result.final === true || progress.retries >= run.step.declaration.retries;
    if (last || signal.aborted || clock.now() + backOff >= deadline) return result;
    await clock.sleep(backOff, signal);
    backOff = Math.min(2 * backOff, lastBackOff);
    progress.retries++;
  }
}

async function attempt({ step, cluster }: StepRun, context: StepContext): Promise<StepResult> {
  const { action, declaration } = step;
  try {
    if (action.scope === "fleet") return await action.run(declaration.input, context);
    return await action.run(declaration.input, {
      ...context,
      cluster: cluster!,
      operator: guarded(cluster!.operator, context.signal),
    });
  } catch (error) {
    if (error instanceof ApiError) return failed(error.message);
    if (error instanceof ApiUnreachable) return unknown(error.message);
    throw error;
  }
}

function stepContext({ step, context, shell }: StepRun, deadline: number, signal: AbortSignal): StepContext {
  const { world, spec, clock, control } = context;
  return {
    world,
    spec,
    clock,
    control,
    signal,
    deadline,
    print: (text) => {
      if (!signal.aborted) context.emit({ type: "procedureOutput", step: step.number, stream: "stdout", text });
    },
    decide: (decision) => context.emit({ type: "procedureDecided", decision }),
    shell: (command) => shell(command, { number: step.number, deadline, signal }),
  };
}
