import type { Clock } from "../../base/clock.ts";
import type { GroupEnd, ProcessGroup } from "./process-group.ts";

export interface Limits {
  readonly clock: Clock;
  /** Drill time, ms. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** Why a program was ended from outside; undefined when it ended by itself. */
export type Stopped = "timed-out" | "aborted" | undefined;

/** Waits for the program's own end, and ends it with all its processes at the deadline and when the signal says so. */
export async function runToEnd(
  group: ProcessGroup,
  { clock, deadline, signal }: Limits,
): Promise<GroupEnd & { readonly stopped: Stopped }> {
  let stopped: Stopped;
  const stop = (why: Stopped) => {
    stopped ??= why;
    group.stop();
  };
  const onAbort = () => stop("aborted");
  const timer = clock.schedule(deadline - clock.now(), () => stop("timed-out"));
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return { ...(await group.ended), stopped };
  } finally {
    timer.cancel();
    signal.removeEventListener("abort", onAbort);
  }
}
