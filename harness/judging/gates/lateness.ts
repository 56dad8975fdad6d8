import { formatDuration } from "../../base/duration.ts";
import type { Evidence } from "../evidence.ts";
import type { Recovery } from "../stamps/recovery.ts";
import type { GateOutcome } from "../verdict.ts";

export interface Deadline {
  /** A recovery after this is late whatever the missing samples would have shown, drill ms. */
  readonly surely: number;
  /** A recovery until this is in time whatever the missing samples would have shown, drill ms. */
  readonly atTheEarliest: number;
  /** What the report counts from, drill ms. */
  readonly since: number;
}

/** Whether a cluster recovered in time. What was not seen is unknown, never in time and never late. */
export function lateness(
  { end, watchedToEnd, plan }: Evidence,
  { notBefore, at }: Recovery,
  { surely, atTheEarliest, since }: Deadline,
): { readonly outcome: GateOutcome; readonly detail: string } {
  const after = (instant: number) => formatDuration(Math.max(0, instant - since));
  if (notBefore > surely) {
    const found =
      at === undefined ? `it had not recovered after ${after(end)}` : `it recovered only after ${after(at)}`;
    return { outcome: "failed", detail: found };
  }
  if (!watchedToEnd) return { outcome: "unknown", detail: `the log ends after ${after(end)}` };
  if (at !== undefined && at <= atTheEarliest) return { outcome: "passed", detail: "" };
  if (at !== undefined)
    return {
      outcome: "unknown",
      detail: `samples are missing; it recovered between ${after(notBefore)} and ${after(at)}`,
    };
  return {
    outcome: "unknown",
    detail: `it was bad until ${after(notBefore)}, and was not seen to be well for ${formatDuration(plan.hold)} before the drill stopped watching after ${after(end)}`,
  };
}
