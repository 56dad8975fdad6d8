import type { Clock } from "../../../../base/clock.ts";
import type { Pod } from "../../kinds/pod.ts";
import { elapsedSince } from "../../elapsed.ts";

const first = 10_000;
const longest = 600_000;

/**
 * Ms, drill time, until a job makes a new pod after others have failed: 10 s after the first, then each time twice as
 * long, up to 10 min. A success begins anew.
 */
export function restOfBackOff(pods: readonly Pod[], clock: Clock): number {
  const endsOf = (phase: "Succeeded" | "Failed") =>
    pods
      .filter(({ status }) => status?.phase === phase)
      .map((pod) => ({ end: endOf(pod), uid: pod.metadata.uid! }))
      .toSorted((one, other) => (one.end < other.end ? -1 : Number(one.end > other.end)));
  const lastSuccess = endsOf("Succeeded").at(-1)?.end ?? "";
  const failures = endsOf("Failed").filter(({ end }) => end > lastSuccess);
  const last = failures.at(-1);
  if (last === undefined) return 0;
  return Math.min(first * 2 ** (failures.length - 1), longest) - elapsedSince(last.end, last.uid, clock);
}

/** When the last container ended; of a pod without any, when it was deleted or made. */
function endOf({ status, metadata }: Pod): string {
  const ends = (status?.containerStatuses ?? []).flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  return ends.toSorted().at(-1) ?? metadata.deletionTimestamp ?? metadata.creationTimestamp!;
}
