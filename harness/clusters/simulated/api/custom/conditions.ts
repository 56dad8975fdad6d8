import type { Condition } from "../../kinds/condition.ts";
import type { Definition } from "./definition.ts";

export function isTrue({ status }: Definition, type: string): boolean {
  return (status?.conditions ?? []).some((condition) => condition.type === type && condition.status === "True");
}

/** The conditions with one of them set anew; its time is that of the last change of its status. */
export function withCondition(
  conditions: readonly Condition[] | null | undefined,
  condition: Omit<Condition, "lastTransitionTime">,
  now: string,
): Condition[] {
  const list = conditions ?? [];
  const old = list.find(({ type }) => type === condition.type);
  if (old === undefined) return [...list, timed(condition, now)];
  const time = old.status === condition.status ? (old.lastTransitionTime ?? now) : now;
  return list.map((each) => (each === old ? timed(condition, time) : each));
}

function timed(
  { type, status, reason = "", message = "" }: Omit<Condition, "lastTransitionTime">,
  time: string,
): Condition {
  return { lastTransitionTime: time, message, reason, status, type };
}
