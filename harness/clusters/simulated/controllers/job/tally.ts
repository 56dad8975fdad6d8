import type { Clock } from "../../../../base/clock.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { EventRecorder } from "../../events.ts";
import { timestamp } from "../../kinds/condition.ts";
import type { Job, JobStatus, Uncounted } from "../../kinds/job.ts";
import type { Pod } from "../../kinds/pod.ts";
import { isOverlooked } from "./policies.ts";
import { hasFailed, isTracked, untrack } from "./pods.ts";
import { withCondition, type Verdict } from "./verdict.ts";

export interface Account {
  /** As stored. */
  readonly job: Job;
  /** What the step has made of its status. */
  readonly status: JobStatus;
  readonly pods: readonly Pod[];
  readonly verdict: Verdict | undefined;
  /** Whether `status` says anything that the stored one does not. */
  readonly isNew: boolean;
}

export interface TallyOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly caller: Caller;
  readonly events: EventRecorder;
}

/**
 * Counts each pod that has ended exactly once, whatever is lost in between: its uid goes into the status, then its
 * finalizer goes, then the uid moves into the count. A job ends when nothing of it is uncounted or still terminating.
 */
export class Tally {
  readonly #options: TallyOptions;

  constructor(options: TallyOptions) {
    this.#options = options;
  }

  /** Writes the status, in as many steps as that takes. @throws StatusError */
  settle({ job, status, pods, verdict, isNew }: Account): void {
    const { clock } = this.#options;
    const tracked = pods.filter(isTracked);
    const standing = collect(status, new Set(tracked.map(({ metadata }) => metadata.uid!)));
    const ended = tracked.filter(
      (pod) => pod.status?.phase === "Succeeded" || hasFailed(pod, job) || verdict !== undefined,
    );
    const noted = note(standing, job, ended, verdict);
    const conditions = noted.conditions ?? [];
    const targeted =
      verdict && withCondition(conditions, { ...textOf(verdict), type: verdict.target, status: "True" }, clock);
    let next = targeted === undefined || targeted === conditions ? noted : { ...noted, conditions: targeted };
    let stored = isNew || next !== status ? this.#write(job, next) : job;
    for (const pod of ended) untrack(pod, this.#options);
    const counted = collect(next, new Set());
    const final = verdict && this.#end(counted, verdict);
    next = final ?? counted;
    if (next !== stored.status && (final !== undefined || counted !== noted)) stored = this.#writeChanged(stored, next);
    if (final !== undefined && verdict !== undefined) this.#announce(job, verdict);
  }

  #end(status: JobStatus, verdict: Verdict): JobStatus | undefined {
    if ((status.terminating ?? 0) > 0) return undefined;
    const { clock } = this.#options;
    const conditions = withCondition(
      status.conditions ?? [],
      { ...textOf(verdict), type: verdict.final, status: "True" },
      clock,
    );
    const completionTime = timestamp(clock.wallTime());
    return { ...status, conditions, ...(verdict.final === "Complete" ? { completionTime } : {}) };
  }

  #announce(job: Job, { final, reason, message }: Verdict): void {
    const { events } = this.#options;
    if (final === "Complete") events.record(job, { type: "Normal", reason: "Completed", message: "Job completed" });
    else events.record(job, { type: "Warning", reason, message });
  }

  #writeChanged(job: Job, status: JobStatus): Job {
    return JSON.stringify(job.status) === JSON.stringify(status) ? job : this.#write(job, status);
  }

  #write(job: Job, status: JobStatus): Job {
    const { api, caller } = this.#options;
    const { namespace, name } = job.metadata;
    return api.update("jobs.batch", namespace, name, { ...job, status }, { caller, subresource: "status" }) as Job;
  }
}

/** Moves those uids into the counts whose pods are tracked no more; the same status if there are none. */
function collect(status: JobStatus, tracked: ReadonlySet<string>): JobStatus {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const goodLeft = succeeded.filter((uid) => tracked.has(uid));
  const badLeft = failed.filter((uid) => tracked.has(uid));
  const good = succeeded.length - goodLeft.length;
  const bad = failed.length - badLeft.length;
  if (good + bad === 0) return status;
  return {
    ...status,
    ...(good === 0 ? {} : { succeeded: (status.succeeded ?? 0) + good }),
    ...(bad === 0 ? {} : { failed: (status.failed ?? 0) + bad }),
    uncountedTerminatedPods: uncounted(goodLeft, badLeft),
  };
}

/** Adds what has ended. Successes of a job with indexes need no uid: the index tells. */
function note(status: JobStatus, job: Job, ended: readonly Pod[], verdict: Verdict | undefined): JobStatus {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const known = new Set([...succeeded, ...failed]);
  const fresh = ended.filter(({ metadata }) => !known.has(metadata.uid!));
  const isGood = (pod: Pod) => pod.status?.phase === "Succeeded";
  const good = job.spec.completionMode === "Indexed" ? [] : fresh.filter(isGood);
  const isBad = (pod: Pod) => !isGood(pod) && (hasFailed(pod, job) || verdict?.final === "Failed");
  const bad = fresh.filter((pod) => isBad(pod) && !isOverlooked(job, pod));
  if (good.length + bad.length === 0) return status;
  const uids = (pods: readonly Pod[]) => pods.map(({ metadata }) => metadata.uid!);
  return { ...status, uncountedTerminatedPods: uncounted([...succeeded, ...uids(good)], [...failed, ...uids(bad)]) };
}

function uncounted(succeeded: readonly string[], failed: readonly string[]): Uncounted {
  return { ...(succeeded.length === 0 ? {} : { succeeded }), ...(failed.length === 0 ? {} : { failed }) };
}

function textOf({ reason, message }: Verdict): Pick<Verdict, "reason" | "message"> {
  return { reason, message };
}
