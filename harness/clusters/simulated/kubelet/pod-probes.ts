import type { Pod, Probe } from "../kinds/pod.ts";
import type { ContainerRecord } from "./container-record.ts";
import { execAnswer, probeCommand } from "./exec-probe.ts";
import { fieldPathOf } from "./image-puller.ts";
import { probeAnswer } from "./probe-answer.ts";
import { Prober } from "./prober.ts";
import type { Session } from "./session.ts";

type ProbeKind = "startup" | "readiness" | "liveness";

/** What the probes of a pod need to know of it, as of now. */
export interface ProbedPod {
  pod(): Pod;
  podIP(): string;
  /** A container's `ready` or `started` has changed, or it has to be restarted. */
  changed(): void;
}

const kinds: readonly ProbeKind[] = ["startup", "readiness", "liveness"];

const holds = { startup: "anything", readiness: "nothing", liveness: "failure" } as const;

/** The probes of all containers of a pod. A container without a probe of a kind passes it by running. */
export class PodProbes {
  readonly #session: Session;
  readonly #probed: ProbedPod;
  readonly #probers = new Map<ContainerRecord, Map<ProbeKind, Prober>>();

  constructor(session: Session, records: readonly ContainerRecord[], probed: ProbedPod) {
    this.#session = session;
    this.#probed = probed;
    for (const record of records) {
      if (record.role === "init") continue;
      const probers = new Map<ProbeKind, Prober>();
      for (const kind of kinds) {
        const probe = record.spec[`${kind}Probe`];
        if (probe !== undefined) probers.set(kind, this.#prober(record, kind, probe));
      }
      this.#probers.set(record, probers);
    }
  }

  /** The container has started or ended. */
  containerChanged(record: ContainerRecord): void {
    const probers = this.#probers.get(record);
    if (probers === undefined) return;
    const runs = record.running !== undefined;
    if (!probers.has("startup")) record.started = runs;
    if (!runs) record.started = false;
    if (!probers.has("readiness")) record.ready = runs && record.started;
    if (!runs) record.ready = false;
    for (const prober of probers.values()) prober.wake();
  }

  /** The kubelet reports the pod: probes the containers that it is about to report as unready. */
  reported(): void {
    for (const [record, probers] of this.#probers)
      if (record.running !== undefined && record.started && !record.ready) probers.get("readiness")?.trigger();
  }

  /** The pod is being deleted: only readiness counts from now on. */
  terminating(): void {
    for (const probers of this.#probers.values())
      for (const [kind, prober] of probers) if (kind !== "readiness") prober.stop();
  }

  stop(): void {
    for (const probers of this.#probers.values()) for (const prober of probers.values()) prober.stop();
  }

  #prober(record: ContainerRecord, kind: ProbeKind, probe: Probe): Prober {
    const { lifetime, recorder } = this.#session;
    const probed = this.#probed;
    const command = probeCommand(probe);
    const target = {
      container: () => record.running && { id: record.running.id, startedAt: record.running.process.startedAt },
      isDue: () => (kind === "startup" ? !record.started : record.started),
      answer: () =>
        command !== undefined
          ? execAnswer(record.running!.life(), probe, command)
          : probeAnswer({
              probe,
              kind,
              container: record.spec,
              podIP: probed.podIP(),
              process: record.running!.process,
              now: lifetime.now(),
            }),
      // What a command finds may change at any time.
      answerChangesAt: () =>
        command === undefined ? record.running?.process.changesAfter(lifetime.now()) : lifetime.now(),
      failed: (output: string) => {
        const name = kind[0]!.toUpperCase() + kind.slice(1);
        const pod = probed.pod();
        const message = `${name} probe failed: ${output}`;
        recorder.record(pod, {
          type: "Warning",
          reason: "Unhealthy",
          message,
          fieldPath: fieldPathOf(pod, record.name),
        });
      },
      settled: (success: boolean) => this.#settled(record, kind, success),
    };
    return new Prober(lifetime, { probe, target, holdsAfter: holds[kind] });
  }

  #settled(record: ContainerRecord, kind: ProbeKind, success: boolean): void {
    if (kind === "readiness") {
      if (record.ready === success) return;
      record.ready = success;
    } else if (!success) record.condemned = `Container ${record.name} failed ${kind} probe`;
    else if (kind === "startup") this.#startupSucceeded(record);
    else return;
    this.#probed.changed();
  }

  #startupSucceeded(record: ContainerRecord): void {
    record.started = true;
    const probers = this.#probers.get(record)!;
    if (!probers.has("readiness")) record.ready = true;
    for (const prober of probers.values()) prober.wake();
  }
}
