import { findCondition } from "../../kinds/condition.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { Service } from "../../kinds/service.ts";

const triggerAnnotation = "endpoints.kubernetes.io/last-change-trigger-time";

/** Remembers which changes of pods and services have been worked into endpoints, to date the ones that were not. */
export class TriggerTimes {
  readonly #seen = new Map<string, ReadonlyMap<string, string>>();

  /** The earliest change since the last call for this service; undefined when none is dated, as of a pod that went. */
  take(key: string, service: Service, pods: readonly Pod[]): string | undefined {
    const before = this.#seen.get(key);
    const now = new Map<string, string>();
    const note = (name: string, time: string | null | undefined) => time && now.set(name, time);
    note("", service.metadata.creationTimestamp);
    for (const { metadata, status } of pods)
      note(metadata.name, findCondition(status?.conditions, "Ready")?.lastTransitionTime ?? metadata.creationTimestamp);
    this.#seen.set(key, now);
    let earliest: string | undefined;
    for (const [name, time] of now)
      if (before?.get(name) !== time && (earliest === undefined || time < earliest)) earliest = time;
    return earliest;
  }

  forget(key: string): void {
    this.#seen.delete(key);
  }
}

/** How endpoints say when what they publish came about; a change without a date clears it. */
export function triggerAnnotations(changedAt: string | undefined): Record<string, string> {
  return changedAt === undefined ? {} : { [triggerAnnotation]: changedAt };
}
