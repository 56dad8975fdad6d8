import type { Clock } from "../../base/clock.ts";

/** Timestamps of a world that are remembered. */
const memory = 10_000;

/** When timestamps were first asked for, in drill time, by whose they are. */
const firstSeen = new WeakMap<Clock, Map<string, number>>();

/**
 * Ms of drill time since a timestamp of the API. Timestamps are calendar time in whole seconds; where the simulated world
 * runs faster than the calendar, a second of it is many of the drill, and when the timestamp was first asked for says which.
 * @param owner what the timestamp is one of: a UID, or a name that means one object
 */
export function elapsedSince(timestamp: string, owner: string, clock: Clock): number {
  const most = (clock.wallTime().getTime() - Date.parse(timestamp)) * clock.speed;
  if (clock.speed === 1) return most;
  const least = most - 1000 * clock.speed;
  return Math.min(most, Math.max(least, clock.now() - seenAt(`${owner} ${timestamp}`, clock)));
}

function seenAt(key: string, clock: Clock): number {
  const seen = firstSeen.get(clock) ?? new Map<string, number>();
  firstSeen.set(clock, seen);
  const at = seen.get(key) ?? clock.now();
  seen.set(key, at);
  if (seen.size > memory) seen.delete(seen.keys().next().value!);
  return at;
}
