import type { Clock } from "../../../../base/clock.ts";
import type { StatusError } from "../../api/status-error.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { EventRecorder } from "../../events.ts";
import { findCondition, timestamp } from "../../kinds/condition.ts";
import type { Job, JobStatus } from "../../kinds/job.ts";
import { isPodActive, isPodFinished, isPodReady, type Pod } from "../../kinds/pod.ts";
import { PodControl, slowStart } from "../replica-set/pod-control.ts";
import { restOfBackOff } from "./back-off.ts";
import { formatIndexes, parseIndexes } from "./indexes.ts";
import { hasFailed, indexOf, isTracked, mostDispensable, podTemplate, untrack } from "./pods.ts";
import { Tally } from "./tally.ts";
import { failureOf, success, withCondition } from "./verdict.ts";

export interface JobReconcilerOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly caller: Caller;
  readonly events: EventRecorder;
  /** Has the job looked at again after so many ms. */
  readonly lookAgain: (job: Job, after: number) => void;
}

/** What runs of a job, as a step leaves it. */
interface Running {
  active: number;
  ready: number;
  terminating: number;
}

/** Brings one job a step nearer to its end, in the order of steps of Kubernetes 1.34. */
export class JobReconciler {
  readonly #options: JobReconcilerOptions;
  readonly #control: PodControl;
  readonly #tally: Tally;

  constructor(options: JobReconcilerOptions) {
    this.#options = options;
    this.#control = new PodControl(options);
    this.#tally = new Tally(options);
  }

  /** @throws StatusError when the server refuses a write. */
  reconcile(found: Job, pods: readonly Pod[]): void {
    const { clock } = this.#options;
    const now = timestamp(clock.wallTime());
    const isStarting = found.status.startTime === undefined && !found.spec.suspend;
    const job = isStarting ? { ...found, status: { ...found.status, startTime: now } } : found;
    const activePods = pods.filter(isPodActive);
    const running: Running = {
      active: activePods.length,
      ready: activePods.filter(isPodReady).length,
      terminating: pods.filter((pod) => pod.metadata.deletionTimestamp !== undefined && !isPodFinished(pod)).length,
    };
    const { succeeded, failed, indexes } = countEnds(job, pods);
    let verdict = failureOf(job, failed, pods, clock);
    const standing = job.status.conditions ?? [];
    let conditions = standing;
    let status = job.status;
    let failure: StatusError | undefined;
    if (verdict !== undefined) this.#remove(job, activePods, running);
    else if (job.metadata.deletionTimestamp === undefined) {
      failure = this.#manage(job, { pods, activePods, succeeded, indexes }, running);
      const { completions } = job.spec;
      const isDone = completions === undefined ? succeeded > 0 && running.active === 0 : succeeded >= completions;
      if (isDone) verdict = success;
      else if (failure === undefined) {
        conditions = this.#noteSuspension(job, conditions);
        if (conditions !== standing && !job.spec.suspend) status = { ...status, startTime: now };
      }
    }
    const { active, ready, terminating } = running;
    const counted: JobStatus = {
      ...withoutCounts(status),
      ...(active === 0 ? {} : { active }),
      ready,
      terminating,
      uncountedTerminatedPods: status.uncountedTerminatedPods ?? {},
      ...(conditions.length === 0 ? {} : { conditions }),
      ...(job.spec.completionMode === "Indexed" && indexes.size > 0
        ? { completedIndexes: formatIndexes(indexes), succeeded: indexes.size }
        : {}),
    };
    const isNew =
      isStarting ||
      conditions !== standing ||
      active !== (job.status.active ?? 0) ||
      ready !== job.status.ready ||
      terminating !== job.status.terminating;
    this.#tally.settle({ job: found, status: counted, pods, verdict, isNew });
    if (failure !== undefined) throw failure;
  }

  #manage(job: Job, { pods, activePods, succeeded, indexes }: Census, running: Running): StatusError | undefined {
    const { spec } = job;
    if (spec.suspend) {
      this.#giveUp(job, activePods, running);
      return undefined;
    }
    const wanted =
      spec.completions === undefined
        ? succeeded > 0
          ? running.active
          : spec.parallelism
        : Math.max(0, Math.min(spec.completions - succeeded, spec.parallelism));
    if (running.active > wanted) {
      this.#giveUp(job, mostDispensable(activePods, running.active - wanted), running);
      return undefined;
    }
    const replaced = spec.podReplacementPolicy === "Failed" ? running.terminating : 0;
    const missing = wanted - replaced - running.active;
    if (missing <= 0) return undefined;
    const wait = restOfBackOff(pods, this.#options.clock);
    if (wait > 0) {
      this.#options.lookAgain(job, wait);
      return undefined;
    }
    return this.#create(job, missing, { activePods, indexes }, running);
  }

  #create(
    job: Job,
    count: number,
    { activePods, indexes }: Pick<Census, "activePods" | "indexes">,
    running: Running,
  ): StatusError | undefined {
    const isIndexed = job.spec.completionMode === "Indexed";
    const taken = new Set([...indexes, ...activePods.map(indexOf)]);
    let next = 0;
    return slowStart(count, () => {
      while (isIndexed && taken.has(next)) next++;
      const index = isIndexed ? next++ : undefined;
      const name = index === undefined ? undefined : `${job.metadata.name}-${index}-`;
      this.#control.create(job, podTemplate(job, index), name);
      running.active++;
    });
  }

  /** Stops pods that are not to count as failed. */
  #giveUp(job: Job, pods: readonly Pod[], running: Running): void {
    for (const pod of pods) if (isTracked(pod)) untrack(pod, this.#options);
    this.#remove(job, pods, running);
  }

  #remove(job: Job, pods: readonly Pod[], running: Running): void {
    for (const pod of pods) {
      this.#control.delete(job, pod);
      running.active--;
      if (isPodReady(pod)) running.ready--;
      running.terminating++;
    }
  }

  #noteSuspension(job: Job, conditions: NonNullable<JobStatus["conditions"]>): typeof conditions {
    const { clock, events } = this.#options;
    const isSuspended = job.spec.suspend === true;
    if (!isSuspended && findCondition(conditions, "Suspended") === undefined) return conditions;
    const [reason, message] = isSuspended ? ["Suspended", "Job suspended"] : ["Resumed", "Job resumed"];
    const status = isSuspended ? "True" : "False";
    const next = withCondition(conditions, { type: "Suspended", status, reason: `Job${reason}`, message }, clock);
    if (next !== conditions) events.record(job, { type: "Normal", reason: reason!, message: message! });
    return next;
  }
}

interface Census {
  readonly pods: readonly Pod[];
  readonly activePods: readonly Pod[];
  readonly succeeded: number;
  readonly indexes: ReadonlySet<number>;
}

/** How many pods have ended either way, and which indexes are done; also of those that are not counted yet. */
function countEnds(job: Job, pods: readonly Pod[]) {
  const { status } = job;
  const known = status.uncountedTerminatedPods;
  const isNew = ({ metadata }: Pod) =>
    !known?.succeeded?.includes(metadata.uid!) && !known?.failed?.includes(metadata.uid!);
  const fresh = pods.filter((pod) => isTracked(pod) && isNew(pod));
  const good = fresh.filter((pod) => pod.status?.phase === "Succeeded");
  const bad = fresh.filter((pod) => hasFailed(pod, job));
  const done = pods.filter((pod) => pod.status?.phase === "Succeeded").flatMap((pod) => indexOf(pod) ?? []);
  const indexes = new Set([...parseIndexes(status.completedIndexes), ...done]);
  const isIndexed = job.spec.completionMode === "Indexed";
  return {
    succeeded: isIndexed ? indexes.size : (status.succeeded ?? 0) + (known?.succeeded?.length ?? 0) + good.length,
    failed: (status.failed ?? 0) + (known?.failed?.length ?? 0) + bad.length,
    indexes,
  };
}

function withoutCounts({ active: _active, ready: _ready, terminating: _terminating, ...rest }: JobStatus): JobStatus {
  return rest;
}
