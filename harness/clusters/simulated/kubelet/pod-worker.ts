import type { Timer } from "../../../base/clock.ts";
import { StatusError } from "../api/status-error.ts";
import { timestamp } from "../kinds/condition.ts";
import { isPodFinished, type Pod } from "../kinds/pod.ts";
import { unmountable } from "./config-references.ts";
import { ContainerRecord, type Run } from "./container-record.ts";
import { startContainer } from "./container-starter.ts";
import { fieldPathOf, type PullErrors } from "./image-puller.ts";
import { PodProbes } from "./pod-probes.ts";
import { podStatus } from "./pod-status.ts";
import type { Session } from "./session.ts";
import { containerEnd } from "./termination.ts";

/**
 * One pod on its node. Like the kubelet's pod worker it does one thing at a time: a sync that waits for an image keeps
 * everything else waiting, the pod's deletion too. A sync that failed is tried again after 10 to 15 s, and one that was
 * asked for meanwhile follows at once.
 */
export class PodWorker {
  readonly #session: Session;
  readonly #records: readonly ContainerRecord[];
  readonly #errors: PullErrors = new Map();
  readonly #startTime: string;
  readonly #onGone: () => void;
  #pod: Pod;
  #probes: PodProbes | undefined;
  #podIP: string | undefined;
  #mounted = false;
  #busy = false;
  #pending = false;
  #gone = false;
  #over = false;
  #retry: Timer | undefined;
  #observation: Timer | undefined;

  /**
   * @param records what is known of the pod's containers from before a restart of the node
   * @param onGone called when nothing of the pod is left on the node
   */
  constructor(session: Session, pod: Pod, { records, onGone }: { records?: readonly ContainerRecord[]; onGone: () => void }) {
    this.#session = session;
    this.#pod = pod;
    this.#onGone = onGone;
    this.#records = records ?? recordsOf(pod);
    this.#startTime = pod.status?.startTime ?? timestamp(session.lifetime.wallTime());
  }

  get pod(): Pod {
    return this.#pod;
  }

  get podIP(): string | undefined {
    return this.#podIP;
  }

  get records(): readonly ContainerRecord[] {
    return this.#records;
  }

  start(): void {
    if (isPodFinished(this.#pod) && !this.#isDeleted()) this.#leave();
    else this.#request();
  }

  /** The API object has changed. */
  update(pod: Pod): void {
    const before = this.#pod;
    this.#pod = pod;
    if (this.#gone) {
      if (pod.metadata.deletionTimestamp !== undefined && before.metadata.deletionTimestamp === undefined) this.#remove();
      return;
    }
    const deleted = pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp;
    if (pod.spec !== before.spec) this.#takeSpec(pod);
    if (deleted || pod.spec !== before.spec) this.#request();
  }

  /** The API object is gone, and the kubelet did not remove it: somebody deleted it without grace. */
  removed(): void {
    if (this.#gone) return;
    const running = this.#records.filter(({ running }) => running !== undefined);
    for (const record of running) this.#event(record, "Killing", `Stopping container ${record.name}`);
    this.#session.lifetime.after(this.#session.timings.processExit, () => {
      for (const record of running) this.#exit(record, 0);
      this.#leave();
    });
  }

  #isDeleted(): boolean {
    return this.#pod.metadata.deletionTimestamp !== undefined;
  }

  #takeSpec({ spec }: Pod): void {
    for (const record of this.#records) {
      const next = [...spec.containers, ...(spec.initContainers ?? [])].find(({ name }) => name === record.name);
      if (next === undefined) continue;
      if (next.image !== record.spec.image && record.running !== undefined)
        record.condemned = `Container ${record.name} definition changed`;
      record.spec = next;
    }
  }

  #request(): void {
    if (this.#busy) this.#pending = true;
    else if (!this.#gone) this.#run();
  }

  #run(): void {
    this.#retry?.cancel();
    this.#busy = true;
    if (this.#isDeleted()) this.#terminate();
    else this.#sync();
  }

  #finish(result: "done" | "failed"): void {
    this.#busy = false;
    if (this.#gone) return;
    const { lifetime, timings, random } = this.#session;
    if (this.#pending) {
      this.#pending = false;
      this.#run();
    } else if (result === "failed") {
      const delay = timings.syncBackOff * (1 + random.uniform() * timings.syncJitter);
      this.#retry = lifetime.after(delay, () => this.#request());
    }
  }

  #sync(): void {
    if (this.#writeStatus() === "finished") {
      this.#busy = false;
      return this.#leave();
    }
    this.#probes ??= new PodProbes(this.#session, this.#records, {
      pod: () => this.#pod,
      podIP: () => this.#podIP ?? "",
      changed: () => {
        this.#writeStatus();
        this.#request();
      },
    });
    this.#mount(this.#session.timings.mountBackOff, () => this.#createSandbox(() => this.#runContainers()));
  }

  /** @param backOff ms until the next attempt if this one fails. */
  #mount(backOff: number, next: () => void): void {
    if (this.#mounted) return next();
    const { api, recorder, lifetime, timings } = this.#session;
    if (this.#isDeleted()) return this.#finish("done");
    const missing = unmountable(this.#pod, (resource, name) => api.find(resource, this.#pod.metadata.namespace, name));
    if (missing === undefined) {
      this.#mounted = true;
      return void lifetime.after(timings.volumeSetup, next);
    }
    const message = `MountVolume.SetUp failed for volume "${missing.volume}" : ${missing.error}`;
    recorder.record(this.#pod, { type: "Warning", reason: "FailedMount", message });
    lifetime.after(backOff, () => this.#mount(Math.min(2 * backOff, timings.mountBackOffCap), next));
  }

  #createSandbox(next: () => void): void {
    if (this.#podIP !== undefined) return next();
    const { lifetime, timings, addresses } = this.#session;
    lifetime.after(timings.sandboxCreation, () => {
      this.#podIP = addresses.take(this);
      this.#observe();
      next();
    });
  }

  #runContainers(): void {
    const ended = new Map(this.#records.map((record) => [record, record.ended]));
    this.#stopCondemned(() => this.#startNext(this.#toStart(), ended, "done"));
  }

  /** Stops the containers that a probe or a new spec has condemned; they are started again in the same sync. */
  #stopCondemned(next: () => void): void {
    const condemned = this.#records.filter(({ condemned, running }) => condemned !== undefined && running !== undefined);
    if (condemned.length === 0) return next();
    let left = condemned.length;
    for (const record of condemned) {
      this.#event(record, "Killing", `${record.condemned}, will be restarted`);
      const { after, exitCode } = containerEnd(this.#pod, record, this.#session.timings);
      this.#session.lifetime.after(after, () => {
        this.#exit(record, exitCode);
        if (--left === 0) next();
      });
    }
  }

  /** Init containers one at a time, then all main containers that should run and do not. */
  #toStart(): readonly ContainerRecord[] {
    const restartPolicy = this.#pod.spec.restartPolicy ?? "Always";
    const begun = this.#records.some(({ role, current }) => role === "main" && current !== undefined);
    const sidecars: ContainerRecord[] = [];
    for (const record of this.#records) {
      if (record.role === "main" || (record.role === "init" && begun)) continue;
      const wanted = record.wantsStart(restartPolicy);
      if (record.role === "sidecar" && begun) {
        if (wanted) sidecars.push(record);
        continue;
      }
      if (wanted) return [record];
      if (record.role === "sidecar" ? !record.started : record.current?.end?.exitCode !== 0) return [];
    }
    return [...sidecars, ...this.#records.filter((record) => record.role === "main" && record.wantsStart(restartPolicy))];
  }

  #startNext(
    [record, ...rest]: readonly ContainerRecord[],
    ended: ReadonlyMap<ContainerRecord, Run | undefined>,
    result: "done" | "failed",
  ): void {
    if (record === undefined) return this.#finish(result);
    const request = { pod: this.#pod, record, errors: this.#errors, ended: ended.get(record) };
    startContainer(this.#session, request, (run) => {
      if (run !== undefined) this.#started(record, run);
      this.#startNext(rest, ended, run === undefined ? "failed" : result);
    });
  }

  #started(record: ContainerRecord, run: Run): void {
    const { lifetime, timings } = this.#session;
    this.#probes?.containerChanged(record);
    this.#observe();
    const { process } = run;
    const exits = (at: number, exitCode: number) =>
      lifetime.after(at - lifetime.now(), () => {
        if (run.end === undefined) this.#exit(record, exitCode);
      });
    if (process.crashesAt !== undefined) exits(process.crashesAt, 1);
    else if (record.role === "init" || (record.role === "main" && this.#pod.spec.restartPolicy !== "Always"))
      exits(Math.max(process.listensAt, lifetime.now() + timings.processExit), 0);
  }

  #exit(record: ContainerRecord, exitCode: number): void {
    const run = record.running;
    if (run === undefined) return;
    const { lifetime } = this.#session;
    run.process.exit();
    const finishedAt = timestamp(lifetime.wallTime());
    run.log.write(lifetime.wallTime(), `exits with code ${exitCode}`);
    run.log.end();
    run.end = { at: lifetime.now(), finishedAt, exitCode, reason: exitCode === 0 ? "Completed" : "Error" };
    this.#probes?.containerChanged(record);
    this.#observe();
  }

  /** The container runtime has news; the kubelet sees it the next time it asks, at most a second from now. */
  #observe(): void {
    if (this.#observation !== undefined) return;
    const { lifetime, timings, relistPhase } = this.#session;
    const { relistPeriod } = timings;
    const delay = relistPeriod - ((lifetime.now() - relistPhase + relistPeriod) % relistPeriod);
    this.#observation = lifetime.after(delay, () => {
      this.#observation = undefined;
      this.#request();
    });
  }

  #terminate(): void {
    this.#probes?.terminating();
    const { lifetime, timings } = this.#session;
    const running = this.#records.filter(({ running }) => running !== undefined);
    const finish = () => {
      this.#over = true;
      this.#writeStatus();
      this.#probes?.stop();
      lifetime.after(timings.podCleanup, () => {
        this.#remove();
        this.#leave();
      });
    };
    if (running.length === 0) return finish();
    let left = running.length;
    for (const record of running) {
      this.#event(record, "Killing", `Stopping container ${record.name}`);
      const { after, exitCode } = containerEnd(this.#pod, record, timings);
      lifetime.after(after, () => {
        this.#exit(record, exitCode);
        if (--left === 0) finish();
      });
    }
  }

  /** Tells the API server that nothing of the pod is left; only then does its object go. */
  #remove(): void {
    const { api, caller } = this.#session;
    const { namespace, name, uid } = this.#pod.metadata;
    try {
      api.delete("pods", namespace, name, { caller, gracePeriodSeconds: 0, preconditions: { uid: uid! } });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
    }
  }

  /** Nothing of the pod is left on the node. */
  #leave(): void {
    this.#gone = true;
    this.#retry?.cancel();
    this.#observation?.cancel();
    this.#probes?.stop();
    if (this.#podIP !== undefined) this.#session.addresses.free(this.#podIP);
    this.#podIP = undefined;
    this.#onGone();
  }

  #writeStatus(): "alive" | "finished" {
    const { api, caller, lifetime, node } = this.#session;
    const { namespace, name, uid } = this.#pod.metadata;
    const live = api.find("pods", namespace, name) as Pod | undefined;
    if (live === undefined || live.metadata.uid !== uid) return "alive";
    const status = podStatus({
      pod: live,
      records: this.#records,
      podIP: this.#podIP ?? live.status?.podIP,
      hostIP: node.address,
      startTime: this.#startTime,
      over: this.#over,
      now: timestamp(lifetime.wallTime()),
    });
    api.update("pods", namespace, name, { ...live, status }, { caller, subresource: "status" });
    this.#probes?.reported();
    return status.phase === "Succeeded" || status.phase === "Failed" ? "finished" : "alive";
  }

  #event(record: ContainerRecord, reason: string, message: string): void {
    const fieldPath = fieldPathOf(this.#pod, record.name);
    this.#session.recorder.record(this.#pod, { type: "Normal", reason, message, fieldPath });
  }
}

function recordsOf({ spec }: Pod): ContainerRecord[] {
  const init = (spec.initContainers ?? []).map(
    (container) => new ContainerRecord(container.restartPolicy === "Always" ? "sidecar" : "init", container),
  );
  return [...init, ...spec.containers.map((container) => new ContainerRecord("main", container))];
}
