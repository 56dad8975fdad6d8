import type { Process } from "../application/process.ts";
import type { WatchEvent } from "../api/verbs.ts";
import type { Node } from "../kinds/node.ts";
import { isPodFinished, type Pod } from "../kinds/pod.ts";
import { BackOff } from "./back-off.ts";
import type { LogAddress } from "../http/logs.ts";
import type { ContainerLog } from "./container-log.ts";
import type { ContainerRecord } from "./container-record.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { ImageStore } from "./image-store.ts";
import { Lifetime } from "./lifetime.ts";
import { PodAddresses } from "./pod-addresses.ts";
import { rejects } from "./pod-admission.ts";
import type { PodState } from "./pod-state.ts";
import { PodWorker } from "./pod-worker.ts";
import { PullQueue } from "./pull-queue.ts";
import { survivors } from "./reboot.ts";
import type { KubeletWorld, NodeIdentity, Session } from "./session.ts";

/** A container that runs on a node now. */
export interface RunningContainer {
  readonly pod: Pod;
  readonly container: string;
  readonly process: Process;
}

interface Life {
  readonly session: Session;
  readonly watch: { stop(): void };
}

/** A node and its kubelet. Its images outlive a stop; whatever ran does not. */
export class Kubelet {
  readonly images = new ImageStore();
  readonly #world: KubeletWorld;
  readonly #workers = new Map<string, PodWorker>();
  /** What is known of pods from before the last stop, by uid. */
  readonly #past = new Map<string, readonly ContainerRecord[]>();
  readonly #tickPhase: number;
  #life: Life | undefined;

  constructor(world: KubeletWorld) {
    this.#world = world;
    this.#tickPhase = world.random.between(0, world.timings.relistPeriod);
  }

  get node(): NodeIdentity {
    return this.#world.node;
  }

  get up(): boolean {
    return this.#life !== undefined;
  }

  /** Starts the kubelet, registers its node if it is new, and takes up the pods that are bound to it. */
  start(): void {
    if (this.#life !== undefined) return;
    const { pulls, timings, api, node } = this.#world;
    const lifetime = new Lifetime(pulls.clock);
    const session: Session = {
      ...this.#world,
      lifetime,
      images: this.images,
      addresses: new PodAddresses(node.podSubnet, this.#world.onProcesses),
      queue: new PullQueue(pulls.clock, { perSecond: timings.pullsPerSecond, burst: timings.pullBurst }),
      pullBackOff: new BackOff(timings.pullBackOff, timings.pullBackOffCap),
      crashBackOff: new BackOff(timings.crashBackOff, timings.crashBackOffCap),
      tickPhase: this.#tickPhase,
    };
    this.#announce(session);
    const watch = api.watch("pods", { fieldSelector: `spec.nodeName=${node.name}` }, (event) =>
      this.#hear(session, event),
    );
    this.#life = { session, watch };
    this.#world.onProcesses?.();
  }

  /** Power off: nothing that ran is left, and nobody says so. */
  stop(): void {
    if (this.#life === undefined) return;
    this.#life.session.lifetime.end();
    this.#life.watch.stop();
    this.#life = undefined;
    for (const [uid, worker] of this.#workers) {
      for (const { running } of worker.state.running) {
        running!.process.exit();
        if (running!.hasLife()) running!.life().end();
        running!.log.end();
      }
      this.#past.set(uid, worker.state.records);
    }
    this.#workers.clear();
    this.#world.onProcesses?.();
  }

  /** Containers that run now; none while the node is off. */
  running(): readonly RunningContainer[] {
    return [...this.#workers.values()].flatMap(({ state: { pod, records } }) =>
      records.flatMap(({ name, running }) =>
        running === undefined ? [] : [{ pod, container: name, process: running.process }],
      ),
    );
  }

  /** The output of a container; undefined when it has not run here. */
  log({ namespace, pod, container, previous }: LogAddress): ContainerLog | undefined {
    for (const { state } of this.#workers.values()) {
      const {
        pod: { metadata },
        containers,
      } = state;
      if (metadata.name !== pod || metadata.namespace !== namespace) continue;
      const record = containers.find(({ name }) => name === container);
      return (previous ? record?.previous : record?.current)?.log;
    }
    return undefined;
  }

  /** A pod that is on this node now. */
  podNamed(namespace: string, name: string): PodState | undefined {
    for (const { state } of this.#workers.values()) {
      const { metadata } = state.pod;
      if (metadata.name === name && metadata.namespace === namespace && this.#life !== undefined) return state;
    }
    return undefined;
  }

  /** The pod that has this address now. */
  podAt(address: string): PodState | undefined {
    return this.#life?.session.addresses.owner(address);
  }

  /** Runs inside the write that it hears of. */
  #hear(session: Session, event: WatchEvent): void {
    const pod = event.object as Pod;
    const known = this.#workers.get(pod.metadata.uid!);
    const ownStatusWrite =
      event.type === "MODIFIED" &&
      known !== undefined &&
      known.state.pod.spec === pod.spec &&
      known.state.pod.metadata.deletionTimestamp === pod.metadata.deletionTimestamp;
    if (ownStatusWrite) known.update(pod);
    else session.lifetime.after(session.timings.watchLatency, () => this.#take(session, event.type, pod));
  }

  #take(session: Session, type: WatchEvent["type"], pod: Pod): void {
    const uid = pod.metadata.uid!;
    const known = this.#workers.get(uid);
    if (type === "DELETED") {
      known?.removed(pod);
      if (known?.isForgotten) this.#workers.delete(uid);
      return;
    }
    if (known !== undefined) return known.update(pod);
    const past = this.#past.get(uid);
    this.#past.delete(uid);
    const records = past && survivors(session, pod, past);
    const others = this.#workers.values().map(({ state }) => state.pod);
    if (pod.metadata.deletionTimestamp === undefined && !isPodFinished(pod) && rejects(session, pod, others)) return;
    const worker = new PodWorker(session, pod, {
      records,
      onGone: () => {
        if (worker.isForgotten) this.#workers.delete(uid);
      },
    });
    this.#workers.set(uid, worker);
    worker.start();
  }

  #announce(session: Session): void {
    const { api, recorder, node } = session;
    const known = api.find("nodes", undefined, node.name) !== undefined;
    startHeartbeat(session);
    if (!known) return;
    const object = api.get("nodes", undefined, node.name) as Node;
    // Events about nodes name the node where a uid belongs: the kubelet does not know the uid.
    const about = { ...object, metadata: { ...object.metadata, uid: node.name } };
    recorder.record(about, { type: "Normal", reason: "Starting", message: "Starting kubelet." });
    recorder.record(about, {
      type: "Normal",
      reason: "NodeReady",
      message: `Node ${node.name} status is now: NodeReady`,
    });
  }
}
