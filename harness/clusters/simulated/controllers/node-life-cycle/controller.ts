import type { KubernetesObject } from "../../../kubernetes.ts";
import { findCondition, timestamp, type Condition } from "../../kinds/condition.ts";
import { isNodeReady, type Node } from "../../kinds/node.ts";
import { isPodReady, type Pod } from "../../kinds/pod.ts";
import type { EventRecorder } from "../../events.ts";
import { conditionPatch } from "../kit/condition-patch.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import type { Index, Informer } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { Heartbeats } from "./heartbeats.ts";
import { lostAs, taintsFor } from "./taints.ts";

/** Nodes that may begin to lose their pods: one in this many ms. */
const evictionInterval = 10_000;
const watchedConditions = ["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"];

/**
 * Notices nodes whose kubelet has fallen silent, takes their pods out of service, and taints nodes by their conditions.
 * When every node is lost the fault is taken to be elsewhere, and no pods are driven off.
 */
export function startNodeLifeCycle(plane: ControlPlane): Disposable {
  const controller = new NodeLifeCycle(plane);
  return { [Symbol.dispose]: () => controller.stop() };
}

class NodeLifeCycle {
  readonly #plane: ControlPlane;
  readonly #caller = controllerCaller("node-controller");
  readonly #events: EventRecorder;
  readonly #nodes: Informer<Node>;
  readonly #podsOnNode: Index<Pod>;
  readonly #heartbeats: Heartbeats;
  readonly #queue: WorkQueue;
  #nextEviction = 0;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    const { clock, random, informers } = plane;
    this.#events = recorderFor(plane, "node-controller", this.#caller);
    this.#nodes = informers.of<Node>("nodes");
    this.#podsOnNode = informers.of<Pod>("pods").index(({ spec }) => spec.nodeName || undefined);
    this.#heartbeats = new Heartbeats(clock, (name) => this.#lose(name));
    this.#queue = new WorkQueue({
      clock,
      random: random.derive("node-controller"),
      reconcile: (name) => this.#taint(name),
    });
    this.#nodes.onChange(({ old, now }) => this.#note(old, now));
    informers.of("leases.coordination.k8s.io").onChange(({ now }) => {
      if (now?.metadata.namespace === "kube-node-lease" && this.#nodes.get(now.metadata.name) !== undefined)
        this.#heartbeats.beat(now.metadata.name);
    });
  }

  stop(): void {
    this.#queue.stop();
    this.#heartbeats.stop();
  }

  #note(old: Node | undefined, now: Node | undefined): void {
    const { name } = (now ?? old)!.metadata;
    if (now === undefined) return this.#heartbeats.forget(name);
    if (old === undefined || heartbeatOf(now) !== heartbeatOf(old)) this.#heartbeats.beat(name);
    if (old !== undefined && old.spec === now.spec && old.status?.conditions === now.status?.conditions) return;
    this.#queue.add(name);
    const hasTurned = old === undefined || isNodeReady(old) !== isNodeReady(now);
    if (hasTurned) for (const node of this.#nodes.all()) if (!isNodeReady(node)) this.#queue.add(node.metadata.name);
  }

  #lose(name: string): void {
    const node = this.#nodes.get(name);
    if (node === undefined || findCondition(node.status?.conditions, "Ready")?.status === "Unknown") return;
    const wasReady = isNodeReady(node);
    const now = timestamp(this.#plane.clock.wallTime());
    const status = { ...node.status, conditions: withUnknowns(node, now) };
    const options = { caller: this.#caller, subresource: "status" };
    this.#plane.api.update("nodes", undefined, name, { ...node, status }, options);
    if (!wasReady) return;
    const message = `Node ${name} status is now: NodeNotReady`;
    this.#events.record(node, { type: "Normal", reason: "NodeNotReady", message });
    for (const pod of this.#podsOnNode.get(name)) if (isPodReady(pod)) this.#takeOutOfService(pod, now);
  }

  #takeOutOfService(pod: Pod, now: string): void {
    const { namespace, name } = pod.metadata;
    const standing = findCondition(pod.status?.conditions, "Ready")!;
    const patch = conditionPatch(pod, { ...standing, status: "False", lastTransitionTime: now });
    this.#plane.api.patch("pods", namespace, name, patch, { caller: this.#caller, subresource: "status" });
    this.#events.record(pod, { type: "Warning", reason: "NodeNotReady", message: "Node is not ready" });
  }

  #taint(name: string): void {
    const node = this.#nodes.get(name);
    if (node === undefined) return;
    this.#setTaints(node, { evict: isBeingEvicted(node) && this.#mayEvict() });
    if (lostAs(node) === undefined || isBeingEvicted(node) || !this.#mayEvict()) return;
    const { clock } = this.#plane;
    if (clock.now() < this.#nextEviction) return this.#queue.addAfter(name, this.#nextEviction - clock.now());
    this.#nextEviction = clock.now() + evictionInterval;
    this.#setTaints(this.#nodes.get(name)!, { evict: true });
  }

  #setTaints(node: Node, { evict }: { evict: boolean }): void {
    const taints = taintsFor(node, { evict, now: this.#plane.clock.wallTime() });
    if (taints === (node.spec?.taints ?? []) || (taints.length === 0 && node.spec?.taints === undefined)) return;
    const body = { spec: { taints: taints.length === 0 ? null : taints } } as unknown as KubernetesObject;
    const { name } = node.metadata;
    this.#plane.api.patch("nodes", undefined, name, { type: "merge", body }, { caller: this.#caller });
  }

  #mayEvict(): boolean {
    return [...this.#nodes.all()].some(isNodeReady);
  }
}

function isBeingEvicted(node: Node): boolean {
  return (node.spec?.taints ?? []).some(({ key, effect }) => effect === "NoExecute" && key === lostAs(node));
}

function heartbeatOf({ status }: Node): string | undefined {
  return findCondition(status?.conditions, "Ready")?.lastHeartbeatTime;
}

/** What the silent kubelet last said is no longer known to be so. */
function withUnknowns(node: Node, now: string): readonly Condition[] {
  const present = node.status?.conditions ?? [];
  const conditions = present.map((condition): Condition => {
    if (!watchedConditions.includes(condition.type) || condition.status === "Unknown") return condition;
    const message = "Kubelet stopped posting node status.";
    return { ...condition, status: "Unknown", reason: "NodeStatusUnknown", message, lastTransitionTime: now };
  });
  const missing = watchedConditions.filter((type) => findCondition(present, type) === undefined);
  const never = missing.map((type): Condition => ({
    type,
    status: "Unknown",
    reason: "NodeStatusNeverUpdated",
    message: "Kubelet never posted node status.",
    lastHeartbeatTime: node.metadata.creationTimestamp!,
    lastTransitionTime: now,
  }));
  return [...conditions, ...never];
}
