import type { Clock } from "../../../../base/clock.ts";

/**
 * Ms of drill time since a timestamp of the API. Timestamps are calendar time in whole seconds; where the simulated world
 * runs faster than the calendar, so does what is measured by them, and grows as coarse.
 */
export function elapsedSince(timestamp: string, clock: Clock): number {
  return (clock.wallTime().getTime() - Date.parse(timestamp)) * clock.speed;
}
