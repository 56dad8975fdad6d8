import type { Timer } from "../../../base/clock.ts";
import { whenAnswered } from "../api/admission/webhooks/awaiting.ts";
import { findCondition } from "../kinds/condition.ts";
import { isPodFinished, type Pod } from "../kinds/pod.ts";
import type { ContainerRecord } from "./container-record.ts";
import { PodState } from "./pod-state.ts";
import { syncPod, type SyncResult } from "./pod-sync.ts";
import type { Session } from "./session.ts";

/** ms after which a pod's object is removed again when something has forbidden it. */
const retryOfRemoval = 10_000;

export interface PodWorkerOptions {
  /** What is known of the pod's containers from before a restart of the node. */
  readonly records?: readonly ContainerRecord[] | undefined;
  /** Called when nothing of the pod is left on the node. */
  readonly onGone: () => void;
}

/**
 * One pod on its node. Like the kubelet's pod worker it does one thing at a time: a sync that waits for an image keeps
 * everything else waiting, the pod's deletion too. A sync that failed is tried again after 10 to 15 s, and one that was
 * asked for meanwhile follows at once.
 */
export class PodWorker {
  readonly state: PodState;
  readonly #session: Session;
  readonly #onGone: () => void;
  #busy = false;
  #pending = false;
  #gone = false;
  #removed = false;
  #retry: Timer | undefined;
  #observation: Timer | undefined;
  #deadline: Timer | undefined;

  constructor(session: Session, pod: Pod, { records, onGone }: PodWorkerOptions) {
    this.#session = session;
    this.#onGone = onGone;
    this.state = new PodState(session, pod, {
      records,
      onNews: () => this.#observe(),
      onProbed: () => {
        this.state.writeStatus();
        this.#request();
      },
    });
  }

  start(): void {
    if (isPodFinished(this.state.pod) && !this.state.isDeleted) this.#leave();
    else {
      this.#watchDeadline();
      this.#request();
    }
  }

  /** The API object has changed. */
  update(pod: Pod): void {
    const { state } = this;
    const before = state.pod;
    const deleted = pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp;
    state.pod = pod;
    const gated = gateStatus(pod) !== gateStatus(before);
    if (this.#gone) {
      if (deleted) this.#remove();
      return;
    }
    if (pod.spec !== before.spec) {
      state.takeSpec(pod);
      this.#watchDeadline();
    }
    if (deleted || gated || pod.spec !== before.spec) this.#request();
  }

  /** Whether nothing of the pod is left, neither here nor in the API. */
  get isForgotten(): boolean {
    return this.#gone && (this.#removed || this.state.isDeleted);
  }

  /** The API object is gone. Unless the kubelet removed it itself, somebody deleted the pod without grace. */
  removed(pod: Pod): void {
    if (this.#removed) return;
    this.#removed = true;
    this.state.pod = { ...pod, metadata: { ...pod.metadata, deletionGracePeriodSeconds: 0 } };
    this.#request();
  }

  #request(): void {
    if (this.#busy) this.#pending = true;
    else if (!this.#gone) this.#run();
  }

  #run(): void {
    this.#retry?.cancel();
    this.#busy = true;
    if (this.#removed) this.state.stop(this.state.running, stopping, () => this.#leave());
    else if (this.state.isDeleted) this.#terminate();
    else if (this.state.writeStatus() === "finished") this.#conclude();
    else syncPod(this.state, (result) => this.#finish(result));
  }

  #finish(result: SyncResult): void {
    this.#busy = false;
    if (this.#gone) return;
    const { lifetime, timings, random } = this.#session;
    if (this.#pending) {
      this.#pending = false;
      this.#run();
    } else if (result === "failed") {
      const delay = timings.syncBackOff * (1 + random.uniform() * timings.syncJitter);
      this.#retry = lifetime.after(delay + this.#untilTick(delay, timings.syncTick), () => this.#request());
    }
  }

  /** The container runtime has news; the kubelet sees it the next time it asks, at most a second from now. */
  #observe(): void {
    if (this.#observation !== undefined) return;
    const { lifetime, timings } = this.#session;
    this.#observation = lifetime.after(this.#untilTick(0, timings.relistPeriod), () => {
      this.#observation = undefined;
      this.#request();
    });
  }

  /** ms from `delay` ms from now to the kubelet's next tick of this period, never 0. */
  #untilTick(delay: number, period: number): number {
    const { lifetime, tickPhase } = this.#session;
    return period - ((lifetime.now() + delay - tickPhase + period) % period);
  }

  /** A pod may be given so many seconds on its node. */
  #watchDeadline(): void {
    const { state } = this;
    const { lifetime, timings } = this.#session;
    this.#deadline?.cancel();
    const seconds = state.pod.spec["activeDeadlineSeconds"] as number | undefined;
    if (seconds === undefined || state.eviction !== undefined) return;
    const passed = lifetime.elapsedSince(state.startTime, state.pod.metadata.uid!);
    const left = Math.max(0, seconds * 1000 - passed);
    this.#deadline = lifetime.after(left + this.#untilTick(left, timings.syncTick), () => {
      state.eviction = pastDeadline;
      this.#tellOfDeadline();
      this.#request();
    });
  }

  /** The kubelet says so each time that it looks. */
  #tellOfDeadline(): void {
    this.#session.recorder.record(this.state.pod, { type: "Normal", ...pastDeadline });
  }

  /** What was to run to its end has done so, or is not to go on; what runs beside it is told to stop. */
  #conclude(): void {
    const { state } = this;
    if (state.running.length === 0 && state.eviction === undefined) return this.#leave();
    state.stop(state.running, stopping, () => {
      if (state.eviction !== undefined) this.#tellOfDeadline();
      state.over = true;
      state.writeStatus();
      this.#busy = false;
      if (state.isDeleted) this.#run();
      else this.#leave();
    });
  }

  #terminate(): void {
    const { state } = this;
    state.probes?.terminating();
    state.stop(state.running, stopping, () => {
      state.over = true;
      state.writeStatus();
      state.probes?.stop();
      this.#session.lifetime.after(this.#session.timings.podCleanup, () => {
        this.#remove();
        this.#leave();
      });
    });
  }

  /** Tells the API server that nothing of the pod is left; only then does its object go. */
  #remove(): void {
    const { api, caller } = this.#session;
    const { namespace, name, uid } = this.state.pod.metadata;
    whenAnswered(
      () => api.delete("pods", namespace, name, { caller, gracePeriodSeconds: 0, preconditions: { uid: uid! } }),
      ({ code }) => {
        // Gone already, or another pod of the same name.
        if (code === 404 || code === 409) return;
        this.#session.lifetime.after(retryOfRemoval, () => this.#remove());
      },
    );
  }

  /** Nothing of the pod is left on the node. */
  #leave(): void {
    this.#gone = true;
    this.#retry?.cancel();
    this.#observation?.cancel();
    this.#deadline?.cancel();
    this.state.probes?.stop();
    if (this.state.podIP !== undefined) this.#session.addresses.free(this.state.podIP);
    this.#onGone();
  }
}

const pastDeadline = {
  reason: "DeadlineExceeded",
  message: "Pod was active on the node longer than the specified deadline",
} as const;

/** What others have said about a pod's readiness. */
function gateStatus({ spec, status }: Pod): string {
  const gates = (spec["readinessGates"] ?? []) as readonly { readonly conditionType: string }[];
  return gates.map(({ conditionType }) => findCondition(status?.conditions, conditionType)?.status ?? "").join();
}

function stopping({ name }: ContainerRecord): string {
  return `Stopping container ${name}`;
}
