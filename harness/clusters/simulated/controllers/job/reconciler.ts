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
import { failedIndexes, isOverlooked } from "./policies.ts";
import { failureCountOf, hasFailed, indexOf, isTracked, mostDispensable, podTemplate, untrack } from "./pods.ts";
import { Tally } from "./tally.ts";
import { failureOf, policySuccess, success, withCondition } from "./verdict.ts";

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
    const lost = failedIndexes(job, pods);
    let verdict =
      failureOf(job, { failed, failedIndexes: lost, succeeded }, pods, clock) ?? policySuccess(job, indexes);
    const standing = job.status.conditions ?? [];
    let conditions = standing;
    let status = job.status;
    let failure: StatusError | undefined;
    if (verdict !== undefined) this.#remove(job, activePods, running);
    else if (job.metadata.deletionTimestamp === undefined) {
      failure = this.#manage(job, { pods, activePods, succeeded, indexes, lost }, running);
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
      ...(job.spec.backoffLimitPerIndex === undefined ? {} : { failedIndexes: formatIndexes(lost) }),
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

  #manage(job: Job, census: Census, running: Running): StatusError | undefined {
    const { spec } = job;
    const { activePods, succeeded, lost } = census;
    if (spec.suspend) {
      this.#giveUp(job, activePods, running);
      return undefined;
    }
    const wanted =
      spec.completions === undefined
        ? succeeded > 0
          ? running.active
          : spec.parallelism
        : Math.max(0, Math.min(spec.completions - succeeded - lost.size, spec.parallelism));
    if (running.active > wanted) {
      this.#giveUp(job, mostDispensable(activePods, running.active - wanted), running);
      return undefined;
    }
    const replaced = spec.podReplacementPolicy === "Failed" ? running.terminating : 0;
    const missing = wanted - replaced - running.active;
    if (missing <= 0) return undefined;
    return spec.backoffLimitPerIndex === undefined
      ? this.#createWhenDue(job, missing, census, running)
      : this.#createEachWhenDue(job, missing, census, running);
  }

  #createWhenDue(job: Job, missing: number, census: Census, running: Running): StatusError | undefined {
    const counted = census.pods.filter((pod) => !isOverlooked(job, pod));
    const wait = restOfBackOff(counted, this.#options.clock);
    if (wait > 0) {
      this.#options.lookAgain(job, wait);
      return undefined;
    }
    const isIndexed = job.spec.completionMode === "Indexed";
    const free = isIndexed ? freeIndexes(job, census) : [];
    return this.#create(job, isIndexed ? free.slice(0, missing) : Array(missing).fill(undefined), census, running);
  }

  /** Each index waits for as long as its own failures call for. */
  #createEachWhenDue(job: Job, missing: number, census: Census, running: Running): StatusError | undefined {
    const { clock, lookAgain } = this.#options;
    const due: number[] = [];
    let soonest = Infinity;
    for (const index of freeIndexes(job, census)) {
      const own = census.pods.filter((pod) => indexOf(pod) === index && !isOverlooked(job, pod));
      const wait = restOfBackOff(own, clock);
      if (wait > 0) soonest = Math.min(soonest, wait);
      else due.push(index);
    }
    if (Number.isFinite(soonest)) lookAgain(job, soonest);
    return this.#create(job, due.slice(0, missing), census, running);
  }

  #create(
    job: Job,
    indexes: readonly (number | undefined)[],
    { pods }: Census,
    running: Running,
  ): StatusError | undefined {
    const left = [...indexes];
    return slowStart(indexes.length, () => {
      const index = left.shift();
      const name = index === undefined ? undefined : `${job.metadata.name}-${index}-`;
      const before = pods.filter((pod) => indexOf(pod) === index && hasFailed(pod, job) && !isOverlooked(job, pod));
      const failures = index === undefined ? 0 : Math.max(0, ...before.map((pod) => failureCountOf(pod) + 1));
      this.#control.create(job, podTemplate(job, index, failures), name);
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
  /** That have succeeded. */
  readonly indexes: ReadonlySet<number>;
  /** That have failed for good. */
  readonly lost: ReadonlySet<number>;
}

/** Indexes that are neither done nor given up nor in work, lowest first. */
function freeIndexes({ spec }: Job, { activePods, indexes, lost }: Census): readonly number[] {
  const taken = new Set([...indexes, ...lost, ...activePods.map(indexOf)]);
  return Array.from({ length: spec.completions ?? 0 }, (_, index) => index).filter((index) => !taken.has(index));
}

/** How many pods have ended either way, and which indexes are done; also of those that are not counted yet. */
function countEnds(job: Job, pods: readonly Pod[]) {
  const { status } = job;
  const known = status.uncountedTerminatedPods;
  const isNew = ({ metadata }: Pod) =>
    !known?.succeeded?.includes(metadata.uid!) && !known?.failed?.includes(metadata.uid!);
  const fresh = pods.filter((pod) => isTracked(pod) && isNew(pod));
  const good = fresh.filter((pod) => pod.status?.phase === "Succeeded");
  const bad = fresh.filter((pod) => hasFailed(pod, job) && !isOverlooked(job, pod));
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
