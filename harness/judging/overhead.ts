import { formatDuration } from "../base/duration.ts";
import type { EventOf, TimelineEvent } from "../timeline/events.ts";

/** ms below which nobody cares what the world cost. */
const noticeable = 5_000;

/**
 * What the harness adds to a drill, in a sentence: the time in which its world came up and was taken down. Undefined where
 * that costs nothing, as on simulated clusters, and where the log does not tell.
 */
export function overheadOf(events: readonly TimelineEvent[]): string | undefined {
  const begun = (phase: EventOf<"phaseStarted">["phase"]) =>
    events.find((event) => event.type === "phaseStarted" && event.phase === phase)?.at;
  const [topology, baseline, teardown] = [begun("topology"), begun("baseline"), begun("teardown")];
  const end = events.findLast(({ type }) => type === "runFinished")?.at;
  if (topology === undefined || baseline === undefined || teardown === undefined || end === undefined) return undefined;
  const [startUp, drill, tearDown] = [baseline - topology, teardown - baseline, end - teardown];
  if (startUp + tearDown < noticeable) return undefined;
  const [up, own, down] = [startUp, drill, tearDown].map(formatDuration);
  return `start-up took ${up}, the drill ${own}, teardown ${down}`;
}
