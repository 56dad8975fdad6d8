import { isRefusal } from "../../api/admission/webhooks/awaiting.ts";
import { endOf, type Job } from "../../kinds/job.ts";
import type { Pod } from "../../kinds/pod.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { elapsedSince } from "../../elapsed.ts";
import { keyOf } from "../kit/informer.ts";
import { byController, claim, controllerOf } from "../kit/owners.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { isTracked, untrack } from "./pods.ts";
import { JobReconciler } from "./reconciler.ts";
import { untilDeadline } from "./verdict.ts";

/** Changes of pods are looked at together, this many ms after the first. */
const batch = 1000;

/** Runs jobs to their end, and removes those that were to be kept only for a while. */
export function startJobController(plane: ControlPlane): Disposable {
  const { api, clock, random, informers } = plane;
  const caller = controllerCaller("job-controller");
  const jobs = informers.of<Job>("jobs.batch");
  const pods = informers.of<Pod>("pods");
  const podsByOwner = byController(pods);
  const reconciler = new JobReconciler({
    api,
    clock,
    caller,
    events: recorderFor(plane, "job-controller", caller),
    lookAgain: (job, after) => queue.addAfter(keyOf(job), after),
  });
  const queue: WorkQueue = new WorkQueue({
    clock,
    random: random.derive("job-controller"),
    reconcile: (key) => {
      const job = jobs.get(key);
      if (job === undefined || endOf(job) !== undefined) return;
      const { selector } = job.spec;
      const owned = claim({ api, caller, resource: "pods", owner: job, selector, candidates: podsByOwner });
      reconciler.reconcile(job, owned);
      const rest = untilDeadline(jobs.get(key) ?? job, clock);
      if (rest !== undefined && rest > 0) queue.addAfter(key, rest);
    },
  });
  const orphans = new WorkQueue({
    clock,
    random: random.derive("job-controller/orphans"),
    reconcile: (key) => {
      const pod = pods.get(key);
      if (pod !== undefined && isTracked(pod)) untrack(pod, { api, caller });
    },
  });
  const expiry = startExpiry(plane);
  jobs.onChange(({ old, now }) => {
    if (now === undefined) {
      for (const pod of podsByOwner.get(old.metadata.uid!)) orphans.add(keyOf(pod));
      return;
    }
    if (old !== undefined && old.metadata.generation === now.metadata.generation) queue.addAfter(keyOf(now), batch);
    else queue.add(keyOf(now));
    expiry.consider(now);
  });
  pods.onChange(({ old, now }) => {
    const owner = controllerOf((now ?? old)!);
    const { namespace } = (now ?? old)!.metadata;
    const job = owner?.kind === "Job" ? jobs.get(`${namespace}/${owner.name}`) : undefined;
    if (job !== undefined && job.metadata.uid === owner?.uid) queue.addAfter(keyOf(job), batch);
    else if (now !== undefined && isTracked(now)) orphans.add(keyOf(now));
  });
  return {
    [Symbol.dispose]: () => {
      queue.stop();
      orphans.stop();
      expiry.stop();
    },
  };
}

/** Deletes jobs that have ended once their time to live is over. */
function startExpiry({ api, clock, random, informers }: ControlPlane) {
  const caller = controllerCaller("ttl-after-finished-controller");
  const jobs = informers.of<Job>("jobs.batch");
  const rest = (job: Job): number | undefined => {
    const since = endOf(job)?.lastTransitionTime;
    const seconds = job.spec.ttlSecondsAfterFinished;
    if (seconds === undefined || !since || job.metadata.deletionTimestamp !== undefined) return undefined;
    return seconds * 1000 - elapsedSince(since, job.metadata.uid!, clock);
  };
  const queue: WorkQueue = new WorkQueue({
    clock,
    random: random.derive("ttl-after-finished-controller"),
    reconcile: (key) => {
      const job = jobs.get(key);
      const left = job && rest(job);
      if (job === undefined || left === undefined) return;
      if (left > 0) return queue.addAfter(key, left);
      const { namespace, name, uid } = job.metadata;
      const preconditions = { uid: uid! };
      try {
        api.delete("jobs.batch", namespace, name, { caller, propagationPolicy: "Foreground", preconditions });
      } catch (error) {
        if (!isRefusal(error) || (error.code !== 404 && error.code !== 409)) throw error;
      }
    },
  });
  return {
    consider: (job: Job) => {
      const left = rest(job);
      if (left !== undefined) queue.addAfter(keyOf(job), Math.max(0, left));
    },
    stop: () => queue.stop(),
  };
}
