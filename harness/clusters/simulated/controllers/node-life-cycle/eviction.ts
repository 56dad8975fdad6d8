import type { Timer } from "../../../../base/clock.ts";
import { StatusError } from "../../api/status-error.ts";
import type { EventRecorder } from "../../events.ts";
import { timestamp } from "../../kinds/condition.ts";
import type { Node, Taint } from "../../kinds/node.ts";
import type { Pod } from "../../kinds/pod.ts";
import { tolerationOf } from "../../scheduler/tolerations.ts";
import { conditionPatch } from "../kit/condition-patch.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index, type Informer, type ObjectKey } from "../kit/informer.ts";

/** Deletes pods from nodes with NoExecute taints, each when its tolerations have run out. */
export function startTaintEviction(plane: ControlPlane): Disposable {
  const eviction = new TaintEviction(plane);
  return { [Symbol.dispose]: () => eviction.stop() };
}

class TaintEviction {
  readonly #plane: ControlPlane;
  readonly #caller = controllerCaller("taint-eviction-controller");
  readonly #events: EventRecorder;
  readonly #nodes: Informer<Node>;
  readonly #pods: Informer<Pod>;
  readonly #podsOnNode: Index<Pod>;
  readonly #due = new Map<ObjectKey, { readonly since: number; readonly timer: Timer }>();

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    this.#events = recorderFor(plane, "taint-eviction-controller", this.#caller);
    this.#nodes = plane.informers.of<Node>("nodes");
    this.#pods = plane.informers.of<Pod>("pods");
    this.#podsOnNode = this.#pods.index(({ spec }) => spec.nodeName || undefined);
    this.#nodes.onChange(({ old, now }) => {
      if (now === undefined || old?.spec?.taints === now.spec?.taints) return;
      for (const pod of this.#podsOnNode.get(now.metadata.name)) this.#weigh(pod);
    });
    this.#pods.onChange(({ old, now }) => {
      if (now === undefined) this.#cancel(keyOf(old!));
      else if (now.spec !== old?.spec) this.#weigh(now);
    });
  }

  stop(): void {
    for (const { timer } of this.#due.values()) timer.cancel();
    this.#due.clear();
  }

  #weigh(pod: Pod): void {
    const key = keyOf(pod);
    const node = pod.spec.nodeName ? this.#nodes.get(pod.spec.nodeName) : undefined;
    const delay = evictionDelay(
      pod,
      (node?.spec?.taints ?? []).filter(({ effect }) => effect === "NoExecute"),
    );
    const waiting = this.#due.get(key);
    if (delay === undefined) {
      if (waiting !== undefined) this.#plane.clock.schedule(0, () => this.#reportCancelled(key));
      return this.#cancel(key);
    }
    const { clock } = this.#plane;
    const since = waiting?.since ?? clock.now();
    waiting?.timer.cancel();
    const rest = Math.max(0, since + delay - clock.now());
    this.#due.set(key, { since, timer: clock.schedule(rest, () => this.#evict(key, pod.metadata.uid!)) });
  }

  #cancel(key: ObjectKey): void {
    this.#due.get(key)?.timer.cancel();
    this.#due.delete(key);
  }

  #reportCancelled(key: ObjectKey): void {
    const pod = this.#pods.get(key);
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) return;
    this.#report(pod, `Cancelling deletion of Pod ${key}`);
  }

  /** The real controller names the pod without its uid, so that `kubectl describe` does not show these events. */
  #report({ apiVersion, kind, metadata: { namespace, name } }: Pod, message: string): void {
    const about = { apiVersion, kind, metadata: { namespace: namespace!, name } };
    this.#events.record(about, { type: "Normal", reason: "TaintManagerEviction", message });
  }

  #evict(key: ObjectKey, uid: string): void {
    this.#due.delete(key);
    const pod = this.#pods.get(key);
    if (pod?.metadata.uid !== uid || pod.metadata.deletionTimestamp !== undefined) return;
    const { api, clock } = this.#plane;
    const { namespace, name, generation } = pod.metadata;
    const condition = {
      type: "DisruptionTarget",
      status: "True",
      reason: "DeletionByTaintManager",
      message: "Taint manager: deleting due to NoExecute taint",
      observedGeneration: generation ?? 1,
      lastProbeTime: null,
      lastTransitionTime: timestamp(clock.wallTime()),
    } as const;
    try {
      api.patch("pods", namespace, name, conditionPatch(pod, condition), {
        caller: this.#caller,
        subresource: "status",
      });
      this.#report(pod, `Marking for deletion Pod ${key}`);
      api.delete("pods", namespace, name, { caller: this.#caller });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
    }
  }
}

/** Ms for which a pod bears these taints: 0 when not at all, undefined when for ever. */
export function evictionDelay({ spec }: Pod, taints: readonly Taint[]): number | undefined {
  let shortest: number | undefined;
  for (const taint of taints) {
    const toleration = tolerationOf(taint, spec.tolerations);
    if (toleration === undefined) return 0;
    if (toleration.tolerationSeconds === undefined) continue;
    const delay = Math.max(0, toleration.tolerationSeconds) * 1000;
    if (shortest === undefined || delay < shortest) shortest = delay;
  }
  return shortest;
}
