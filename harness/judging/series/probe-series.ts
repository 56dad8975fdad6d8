import type { EventOf } from "../../timeline/events.ts";
import { append, type Series, type Stretch } from "./series.ts";

/**
 * What one probe saw of one cluster over time. A tick stands for the time up to the next one. An event says how many
 * ticks before it were taken; if these do not reach back to the event before, something is missing, and all between the
 * two is unknown.
 * @param interval ms between ticks
 */
export function probeSeries(events: readonly EventOf<"probe">[], interval: number): Series {
  const series: Stretch[] = [];
  for (const [index, { scheduled, value }] of events.entries()) {
    const next = events[index + 1];
    const tickEnd = scheduled + interval;
    if (next === undefined || next.scheduled <= tickEnd || !reachesBack(next, scheduled, interval)) {
      append(series, { from: scheduled, to: Math.min(tickEnd, next?.scheduled ?? tickEnd), value });
    } else append(series, { from: scheduled, to: next.scheduled, value });
  }
  return series;
}

function reachesBack(event: EventOf<"probe">, previous: number, interval: number): boolean {
  return event.samples >= Math.round((event.scheduled - previous) / interval) - 1;
}
