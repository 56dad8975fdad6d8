import { isKnownCommand } from "../application/shell/command.ts";
import { Input } from "../application/shell/input.ts";
import type { ContainerRecord, Run } from "./container-record.ts";
import { fieldPathOf } from "./image-puller.ts";
import type { PodState } from "./pod-state.ts";

interface Lifecycle {
  readonly postStart?: { readonly exec?: { readonly command?: readonly string[] } };
  readonly preStop?: { readonly exec?: { readonly command?: readonly string[] } };
}

/**
 * Runs what a container is to run right after its start; when that fails, the container is stopped.
 * @param done called with false when it was
 */
export function afterStart(state: PodState, record: ContainerRecord, run: Run, done: (isUp: boolean) => void): void {
  const command = lifecycleOf(record).postStart?.exec?.command;
  runHook(run, command, (succeeded) => {
    if (succeeded || run.end !== undefined) return done(true);
    report(state, record, "FailedPostStartHook", "PostStartHook failed");
    state.stop(
      [record],
      () => "FailedPostStartHook",
      () => done(false),
    );
  });
}

/** Runs what a container is to run before it is stopped; how it ends is told, and changes nothing. */
export function beforeStop(state: PodState, record: ContainerRecord, run: Run): void {
  const command = lifecycleOf(record).preStop?.exec?.command;
  runHook(run, command, (succeeded) => {
    if (!succeeded) report(state, record, "FailedPreStopHook", "PreStopHook failed");
  });
}

/** A command of which nothing is known here is taken to succeed. */
function runHook(run: Run, command: readonly string[] | undefined, done: (succeeded: boolean) => void): void {
  if (command === undefined || !isKnownCommand(command)) return done(true);
  const input = new Input();
  input.end();
  const ignore = () => undefined;
  run.life().exec(command, {
    input,
    out: ignore,
    err: ignore,
    tty: false,
    ended: (end) => done(end.kind === "exit" && (end.code === 0 || run.end !== undefined)),
  });
}

function lifecycleOf({ spec }: ContainerRecord): Lifecycle {
  return (spec["lifecycle"] ?? {}) as Lifecycle;
}

function report({ session, pod }: PodState, { name }: ContainerRecord, reason: string, message: string): void {
  session.recorder.record(pod, { type: "Warning", reason, message, fieldPath: fieldPathOf(pod, name) });
}
