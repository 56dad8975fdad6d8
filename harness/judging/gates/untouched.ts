import type { StateSnapshot } from "../../probes/state.ts";

/** What shows that a cluster was changed or restarted between two states; parts that could not be read show nothing. */
export function changesOf(golden: StateSnapshot | undefined, final: StateSnapshot | undefined): readonly string[] {
  const changes: string[] = [];
  const [before, after] = [golden?.identity, final?.identity];
  if (before !== undefined && after !== undefined) {
    if (before.uid !== after.uid) changes.push("the workload was made anew");
    else if (before.generation !== after.generation)
      changes.push(`the workload's generation is ${after.generation}, not ${before.generation}`);
    const gone = before.pods.filter((uid) => !after.pods.includes(uid)).length;
    if (gone > 0) changes.push(`${gone} of ${before.pods.length} pods were replaced`);
  }
  const restartsBefore = new Map(golden?.containers?.map(({ pod, restarts }) => [pod, restarts]));
  for (const { pod, restarts } of final?.containers ?? []) {
    const more = restarts - (restartsBefore.get(pod) ?? restarts);
    if (more > 0) changes.push(`${pod} was restarted ${more} times`);
  }
  return changes;
}
