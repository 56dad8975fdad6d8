import { formatDuration } from "../harness/base/duration.ts";
import { percent } from "../harness/judging/percent.ts";
import type { Summary } from "../harness/judging/summary.ts";
import { timeText } from "./format.ts";

/** Seeds that a line names before it only counts the rest. */
const namedSeeds = 10;

/** Several runs in a few lines. */
export function summaryLines({
  runs,
  invalid,
  passed,
  failed,
  passInterval,
  timeToRecover,
  failingSeeds,
  invalidSeeds,
}: Summary): readonly string[] {
  const counted = passed + failed;
  const { low, high } = passInterval;
  const invalidText = invalid === 0 ? "" : `, ${invalid} of ${runs} invalid`;
  const times = timeToRecover;
  const interval =
    times.medianInterval === undefined
      ? ""
      : ` (95%: ${formatDuration(times.medianInterval.low)} to ${formatDuration(times.medianInterval.high)})`;
  return [
    `passed ${passed} of ${counted} (95%: ${percent(low)} to ${percent(high)})${invalidText}`,
    `time to recover: median ${timeText(times.median)}${interval}, p90 ${timeText(times.p90)}, min ${timeText(times.min)}, max ${timeText(times.max)}`,
    ...(failingSeeds.length > 0 ? [`failing seeds: ${seedList(failingSeeds)}`] : []),
    ...(invalidSeeds.length > 0 ? [`invalid seeds: ${seedList(invalidSeeds)}`] : []),
  ];
}

function seedList(seeds: readonly number[]): string {
  const named = seeds.slice(0, namedSeeds).join(", ");
  return seeds.length > namedSeeds ? `${named} and ${seeds.length - namedSeeds} more` : named;
}
