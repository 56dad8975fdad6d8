import { whenAnswered } from "../api/admission/webhooks/awaiting.ts";
import { Directory } from "../application/shell/file-system.ts";
import { timestamp } from "../kinds/condition.ts";
import type { Container, Pod } from "../kinds/pod.ts";
import { ContainerRecord } from "./container-record.ts";
import { fieldPathOf, type PullErrors } from "./image-puller.ts";
import { lastWords } from "./last-words.ts";
import { PodProbes } from "./pod-probes.ts";
import { podStatus, type Eviction } from "./pod-status.ts";
import type { Session } from "./session.ts";
import { beforeStop } from "./hooks.ts";
import { containerEnd } from "./termination.ts";

export interface PodStateOptions {
  /** What is known of the pod's containers from before a restart of the node. */
  readonly records?: readonly ContainerRecord[] | undefined;
  /** The container runtime has news of this pod. */
  readonly onNews: () => void;
  /** A probe has changed what the pod's status says. */
  readonly onProbed: () => void;
}

/** What is on the node of one pod, and how the API server hears of it. */
export class PodState {
  readonly session: Session;
  readonly records: readonly ContainerRecord[];
  /** Ephemeral containers: nothing of the pod depends on them. */
  readonly guests: ContainerRecord[] = [];
  /** The last error of each image. */
  readonly pullErrors: PullErrors = new Map();
  pod: Pod;
  podIP: string | undefined;
  mounted = false;
  /** Nothing of the pod will run any more. */
  over = false;
  /** Why the kubelet itself puts an end to the pod. */
  eviction: Eviction | undefined;
  probes: PodProbes | undefined;
  readonly #options: PodStateOptions;
  /** When the kubelet first saw the pod, RFC 3339. */
  readonly startTime: string;
  #written = "";
  readonly #scratch = new Map<string, Directory>();

  constructor(session: Session, pod: Pod, options: PodStateOptions) {
    this.session = session;
    this.pod = pod;
    this.records = options.records ?? recordsOf(pod);
    this.#takeGuests(pod);
    this.#options = options;
    this.startTime = pod.status?.startTime ?? timestamp(session.lifetime.wallTime());
  }

  /** The folder of a volume that the pod's containers share and fill themselves. */
  scratch(volume: string): Directory {
    const known = this.#scratch.get(volume);
    if (known !== undefined) return known;
    const folder = new Directory(this.session.lifetime.wallTime(), 0o777);
    this.#scratch.set(volume, folder);
    return folder;
  }

  get isDeleted(): boolean {
    return this.pod.metadata.deletionTimestamp !== undefined;
  }

  get restartPolicy(): string {
    return this.pod.spec.restartPolicy ?? "Always";
  }

  get containers(): readonly ContainerRecord[] {
    return this.guests.length === 0 ? this.records : [...this.records, ...this.guests];
  }

  get running(): readonly ContainerRecord[] {
    return this.containers.filter(({ running }) => running !== undefined);
  }

  startProbing(): void {
    this.probes ??= new PodProbes(this.session, this.records, {
      pod: () => this.pod,
      podIP: () => this.podIP ?? "",
      changed: this.#options.onProbed,
    });
  }

  /** A container whose image the new spec changes has to be restarted. */
  takeSpec(pod: Pod): void {
    const { spec } = pod;
    this.#takeGuests(pod);
    for (const record of this.records) {
      const next = [...spec.containers, ...(spec.initContainers ?? [])].find(({ name }) => name === record.name);
      if (next === undefined) continue;
      if (next.image !== record.spec.image && record.running !== undefined)
        record.condemned = `Container ${record.name} definition changed`;
      record.spec = next;
    }
  }

  #takeGuests({ spec }: Pod): void {
    for (const container of (spec["ephemeralContainers"] ?? []) as readonly Container[])
      if (!this.guests.some(({ name }) => name === container.name))
        this.guests.push(new ContainerRecord("guest", container));
  }

  /** Something has happened that the kubelet will see when it next asks the container runtime. */
  hasNews(): void {
    this.#options.onNews();
  }

  /** Tells running containers to stop, each with an event; calls `done` when the last one has. */
  stop(records: readonly ContainerRecord[], message: (record: ContainerRecord) => string, done: () => void): void {
    if (records.length === 0) return done();
    let left = records.length;
    for (const record of records) {
      const fieldPath = fieldPathOf(this.pod, record.name);
      this.session.recorder.record(this.pod, {
        type: "Normal",
        reason: "Killing",
        message: message(record),
        fieldPath,
      });
      if (record.running !== undefined) beforeStop(this, record, record.running);
      const { after, exitCode } = containerEnd(this.pod, record, this.session.timings);
      this.session.lifetime.after(after, () => {
        this.exit(record, exitCode);
        if (--left === 0) done();
      });
    }
  }

  exit(record: ContainerRecord, exitCode: number): void {
    const run = record.running;
    if (run === undefined) return;
    const { lifetime } = this.session;
    run.process.exit();
    if (run.process.command === undefined) run.log.write(lifetime.wallTime(), `exits with code ${exitCode}`);
    if (run.hasLife()) run.life().end();
    run.log.end();
    const finishedAt = timestamp(lifetime.wallTime());
    const reason = exitCode === 0 ? "Completed" : "Error";
    run.end = { at: lifetime.now(), finishedAt, exitCode, reason, message: lastWords(record, run, exitCode) };
    this.probes?.containerChanged(record);
    this.hasNews();
  }

  /** Reports the pod to the API server. */
  writeStatus(): "alive" | "finished" {
    const { api, caller, lifetime, node } = this.session;
    const { namespace, name, uid } = this.pod.metadata;
    const live = api.find("pods", namespace, name) as Pod | undefined;
    if (live === undefined || live.metadata.uid !== uid) return "alive";
    const { status, finished } = podStatus({
      pod: live,
      records: this.records,
      guests: this.guests,
      podIP: this.podIP ?? live.status?.podIP,
      hostIP: node.address,
      startTime: this.startTime,
      over: this.over,
      eviction: this.eviction,
      now: timestamp(lifetime.wallTime()),
    });
    // Comparing texts is cheaper than a write that changes nothing, and most reports change nothing.
    const text = JSON.stringify(status);
    if (`${live.metadata.resourceVersion}${text}` !== this.#written) {
      const options = { caller, subresource: "status" };
      whenAnswered(() => {
        const { metadata } = api.update("pods", namespace, name, { ...live, status }, options);
        this.#written = `${metadata.resourceVersion}${text}`;
      });
    }
    this.probes?.reported();
    return finished ? "finished" : "alive";
  }
}

function recordsOf({ spec }: Pod): ContainerRecord[] {
  const init = (spec.initContainers ?? []).map(
    (container) => new ContainerRecord(container.restartPolicy === "Always" ? "sidecar" : "init", container),
  );
  return [...init, ...spec.containers.map((container) => new ContainerRecord("main", container))];
}
