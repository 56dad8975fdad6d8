import { timestamp } from "../kinds/condition.ts";
import type { Pod } from "../kinds/pod.ts";
import type { ContainerRecord } from "./container-record.ts";
import type { Session } from "./session.ts";

/** What containerd reports for a container that was lost with its node. */
const lost = { exitCode: 255, reason: "Unknown" };

/** The containers of a pod after its node was off: those that ran are found dead, and nothing is ready. */
export function survivors(
  { lifetime, recorder }: Session,
  pod: Pod,
  records: readonly ContainerRecord[],
): readonly ContainerRecord[] {
  const finishedAt = timestamp(lifetime.wallTime());
  for (const record of records) {
    if (record.running !== undefined) record.running.end = { at: lifetime.now(), finishedAt, ...lost };
    record.ready = false;
    record.started = false;
    record.condemned = undefined;
  }
  if (records.some(({ current }) => current !== undefined) && pod.metadata.deletionTimestamp === undefined) {
    const message = "Pod sandbox changed, it will be killed and re-created.";
    recorder.record(pod, { type: "Normal", reason: "SandboxChanged", message });
  }
  return records;
}
