import type { KubernetesObject } from "../../../kubernetes.ts";
import { isRefusal } from "../../api/admission/webhooks/awaiting.ts";
import { referenceTo, type EventRecorder } from "../../events.ts";
import { timestamp } from "../../kinds/condition.ts";
import type { CronJob, CronJobStatus } from "../../kinds/cron-job.ts";
import { endOf, type Job } from "../../kinds/job.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index, type Informer } from "../kit/informer.ts";
import { byController, controllerOf, ownedBy } from "../kit/owners.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { parseSchedule, type Schedule } from "./schedule.ts";

/** Ms by which the real controller comes after the minute. */
const late = 100;

/** Missed times that are looked at one by one. */
const mostMissed = 10_000;

/** Makes a job whenever the schedule of a CronJob says so, and keeps as many of those that have ended as it should. */
export function startCronJobController(plane: ControlPlane): Disposable {
  const controller = new CronJobController(plane);
  return { [Symbol.dispose]: () => controller.stop() };
}

class CronJobController {
  readonly #plane: ControlPlane;
  readonly #caller = controllerCaller("cronjob-controller");
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #jobs: Informer<Job>;
  readonly #owned: Index<Job>;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    const { clock, random, informers } = plane;
    this.#events = recorderFor(plane, "cronjob-controller", this.#caller);
    const cronJobs = informers.of<CronJob>("cronjobs.batch");
    this.#jobs = informers.of<Job>("jobs.batch");
    this.#owned = byController(this.#jobs);
    this.#queue = new WorkQueue({
      clock,
      random: random.derive("cronjob-controller"),
      reconcile: (key) => {
        const cronJob = cronJobs.get(key);
        if (cronJob !== undefined) this.#reconcile(cronJob);
      },
    });
    cronJobs.onChange(({ old, now }) => {
      if (now !== undefined && (old === undefined || old.metadata.generation !== now.metadata.generation))
        this.#queue.add(keyOf(now));
    });
    this.#jobs.onChange(({ old, now }) => {
      const owner = controllerOf((now ?? old)!);
      if (owner?.kind === "CronJob") this.#queue.add(`${(now ?? old)!.metadata.namespace}/${owner.name}`);
    });
  }

  stop(): void {
    this.#queue.stop();
  }

  #reconcile(cronJob: CronJob): void {
    const jobs = this.#owned.get(cronJob.metadata.uid!);
    const kept = this.#forgetOld(cronJob, jobs, cronJob.status);
    const noted = this.#noteEnds(cronJob, jobs, kept);
    const status = this.#startDue(cronJob, noted);
    if (status === cronJob.status) return;
    const { api } = this.#plane;
    const { namespace, name } = cronJob.metadata;
    const options = { caller: this.#caller, subresource: "status" };
    api.update("cronjobs.batch", namespace, name, { ...cronJob, status }, options);
  }

  #noteEnds(cronJob: CronJob, jobs: readonly Job[], before: CronJobStatus): CronJobStatus {
    let status = before;
    for (const job of jobs) {
      const end = endOf(job);
      const isKnown = before.active?.some(({ uid }) => uid === job.metadata.uid) ?? false;
      if (end === undefined && !isKnown) {
        const message = `Saw a job that the controller did not create or forgot: ${job.metadata.name}`;
        this.#events.record(cronJob, { type: "Warning", reason: "UnexpectedJob", message });
      }
      if (end === undefined) continue;
      if (status.active?.some(({ uid }) => uid === job.metadata.uid)) {
        const message = `Saw completed job: ${job.metadata.name}, condition: ${end.type}`;
        this.#events.record(cronJob, { type: "Normal", reason: "SawCompletedJob", message });
        status = withoutActive(status, job.metadata.uid!);
      }
      const { completionTime } = job.status;
      if (completionTime !== undefined && completionTime > (status.lastSuccessfulTime ?? ""))
        status = { ...status, lastSuccessfulTime: completionTime };
    }
    for (const { name, uid } of status.active ?? [])
      if (!jobs.some(({ metadata }) => metadata.uid === uid)) {
        const message = `Active job went missing: ${name}`;
        this.#events.record(cronJob, { type: "Normal", reason: "MissingJob", message });
        status = withoutActive(status, uid!);
      }
    return status;
  }

  #startDue(cronJob: CronJob, status: CronJobStatus): CronJobStatus {
    const { clock } = this.#plane;
    const { spec, metadata } = cronJob;
    if (metadata.deletionTimestamp !== undefined || spec.suspend === true) return status;
    const schedule = parseSchedule(spec.schedule, spec.timeZone);
    if (schedule === undefined) {
      const message = `unparseable schedule: ${JSON.stringify(spec.schedule)}`;
      this.#events.record(cronJob, { type: "Warning", reason: "UnparseableSchedule", message });
      return status;
    }
    const now = clock.wallTime();
    const next = schedule.next(now);
    if (next !== undefined) this.#queue.addAfter(keyOf(cronJob), (next.getTime() - now.getTime()) * clock.speed + late);
    const due = lastDue(schedule, status.lastScheduleTime ?? metadata.creationTimestamp!, now);
    if (due === undefined) return status;
    const deadline = spec.startingDeadlineSeconds;
    if (deadline !== undefined && due.getTime() + deadline * 1000 < now.getTime()) {
      const message = `Missed scheduled time to start a job: ${due.toUTCString().replace("GMT", "+0000")}`;
      this.#events.record(cronJob, { type: "Warning", reason: "MissSchedule", message });
      return status;
    }
    return this.#start(cronJob, status, due);
  }

  #start(cronJob: CronJob, before: CronJobStatus, due: Date): CronJobStatus {
    const { spec } = cronJob;
    let status = before;
    if (spec.concurrencyPolicy === "Forbid" && (status.active?.length ?? 0) > 0) {
      const message = "Not starting job because prior execution is running and concurrency policy is Forbid";
      this.#events.record(cronJob, { type: "Normal", reason: "JobAlreadyActive", message });
      return status;
    }
    if (spec.concurrencyPolicy === "Replace")
      for (const { name, uid } of status.active ?? []) {
        this.#delete(cronJob, name);
        status = withoutActive(status, uid!);
      }
    const created = this.#create(cronJob, due);
    if (created === undefined) return status;
    const message = `Created job ${created.metadata.name}`;
    this.#events.record(cronJob, { type: "Normal", reason: "SuccessfulCreate", message });
    return { ...status, active: [...(status.active ?? []), referenceTo(created)], lastScheduleTime: timestamp(due) };
  }

  /** Undefined for a job that is there already. @throws StatusError, after the event that reports it. */
  #create(cronJob: CronJob, due: Date): KubernetesObject | undefined {
    const { namespace, name } = cronJob.metadata;
    const { metadata = {}, spec } = cronJob.spec.jobTemplate;
    const annotations = { ...metadata.annotations, "batch.kubernetes.io/cronjob-scheduled-timestamp": timestamp(due) };
    const body = {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        name: `${name}-${due.getTime() / 60_000}`,
        namespace: namespace!,
        ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
        annotations,
        ownerReferences: [ownedBy(cronJob)],
      },
      spec,
    };
    try {
      return this.#plane.api.create("jobs.batch", namespace, body, { caller: this.#caller });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.reason === "AlreadyExists") return undefined;
      const message = `Error creating job: ${error.message}`;
      this.#events.record(cronJob, { type: "Warning", reason: "FailedCreate", message });
      throw error;
    }
  }

  #forgetOld(cronJob: CronJob, jobs: readonly Job[], before: CronJobStatus): CronJobStatus {
    const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cronJob.spec;
    let status = before;
    for (const [type, limit] of [
      ["Complete", successfulJobsHistoryLimit],
      ["Failed", failedJobsHistoryLimit],
    ] as const) {
      if (limit === undefined) continue;
      const ended = jobs.filter((job) => endOf(job)?.type === type && job.metadata.deletionTimestamp === undefined);
      const byAge = ended.toSorted((a, b) => ((a.status.startTime ?? "") < (b.status.startTime ?? "") ? -1 : 1));
      for (const { metadata } of byAge.slice(0, Math.max(0, ended.length - limit))) {
        this.#delete(cronJob, metadata.name);
        if (status.active?.some(({ uid }) => uid === metadata.uid)) status = withoutActive(status, metadata.uid!);
      }
    }
    return status;
  }

  /** A job that is gone already is no failure. */
  #delete(cronJob: CronJob, name: string): void {
    const { namespace } = cronJob.metadata;
    try {
      this.#plane.api.delete("jobs.batch", namespace, name, { caller: this.#caller, propagationPolicy: "Background" });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.code === 404) return;
      const message = `Deleted job: ${error.message}`;
      this.#events.record(cronJob, { type: "Warning", reason: "FailedDelete", message });
      throw error;
    }
    this.#events.record(cronJob, { type: "Normal", reason: "SuccessfulDelete", message: `Deleted job ${name}` });
  }
}

/** The last time that has come since the given one; undefined if none has. */
function lastDue(schedule: Schedule, since: string, now: Date): Date | undefined {
  let due: Date | undefined;
  let next = schedule.next(new Date(since));
  for (let i = 0; i < mostMissed && next !== undefined && next <= now; i++) {
    due = next;
    next = schedule.next(next);
  }
  return due;
}

function withoutActive({ active = [], ...rest }: CronJobStatus, gone: string): CronJobStatus {
  const left = active.filter(({ uid }) => uid !== gone);
  return left.length === 0 ? rest : { ...rest, active: left };
}
