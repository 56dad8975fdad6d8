import type { Timer } from "../../../base/clock.ts";
import type { KubernetesObject } from "../../kubernetes.ts";
import { whenAnswered } from "../api/admission/webhooks/awaiting.ts";
import type { Caller } from "../api/verbs.ts";
import { conditionPatch } from "../controllers/kit/condition-patch.ts";
import { recorderFor, type ControlPlane } from "../controllers/kit/control-plane.ts";
import { keyOf, type Index, type Informer, type ObjectKey } from "../controllers/kit/informer.ts";
import { controllerOf } from "../controllers/kit/owners.ts";
import { WorkQueue } from "../controllers/kit/work-queue.ts";
import type { EventRecorder } from "../events.ts";
import { findCondition, timestamp } from "../kinds/condition.ts";
import type { Node } from "../kinds/node.ts";
import { isPodFinished, type Pod } from "../kinds/pod.ts";
import { obstacles, requestsOf, type Usage } from "./fit.ts";
import { claimObstacle } from "./claims.ts";
import { keepsAway, mindsOthers, type Neighbourhood, type Place } from "./neighbours.ts";
import { findVictims, priorityOf } from "./preemption.ts";
import { spreadOf } from "./spread.ts";
import { concernsOf, messageOf, messageWithoutNodes, type Concerns } from "./unschedulable.ts";

const caller: Caller = {
  user: { name: "system:kube-scheduler", groups: ["system:authenticated"] },
  userAgent: "kube-scheduler/v1.34.4 (linux/amd64) kubernetes",
};

/** First and longest wait of a pod that fits nowhere before a change lets it be tried again, ms. */
const firstBackOff = 1000;
const longestBackOff = 10_000;
/** A pod that fits nowhere is tried again after this long even if nothing has changed, ms. */
const longestWait = 300_000;

/**
 * Puts pods on nodes: those that can take the pod, of these the one with the fewest pods of the same owner, then with the
 * fewest pods. A pod that fits nowhere may displace others of lower priority. Of affinities and constraints on spreading
 * only those count that a pod insists on.
 */
export function startScheduler(plane: ControlPlane): Disposable {
  const scheduler = new Scheduler(plane);
  return { [Symbol.dispose]: () => scheduler.stop() };
}

interface Stuck extends Concerns {
  readonly attempts: number;
  readonly at: number;
  readonly timer: Timer;
}

/** The one key of the index of pods that keep away from others. */
const loners = "loners";

class Scheduler {
  readonly #plane: ControlPlane;
  readonly #pods: Informer<Pod>;
  readonly #nodes: Informer<Node>;
  readonly #claims: Informer<KubernetesObject>;
  readonly #podsOnNode: Index<Pod>;
  /** Pods that may not be beside certain others. */
  readonly #loners: Index<Pod>;
  readonly #queue: WorkQueue;
  readonly #events: EventRecorder;
  /** Pods that fit nowhere, with the number of attempts and when the last one was. */
  readonly #stuck = new Map<ObjectKey, Stuck>();

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    const { clock, random, informers } = plane;
    // As in a cluster whose scheduler came up before its API server: it then keeps to core/v1 Events.
    this.#events = recorderFor(plane, "default-scheduler", caller);
    this.#queue = new WorkQueue({
      clock,
      random: random.derive("scheduler"),
      reconcile: (key) => this.#schedule(key),
    });
    this.#nodes = informers.of<Node>("nodes");
    this.#pods = informers.of<Pod>("pods");
    this.#podsOnNode = this.#pods.index((pod) => (isPodFinished(pod) ? undefined : pod.spec.nodeName || undefined));
    this.#loners = this.#pods.index((pod) => (keepsAway(pod) && !isPodFinished(pod) ? loners : undefined));
    this.#pods.onChange(({ old, now }) => {
      const key = keyOf((now ?? old)!);
      if (now === undefined) this.#forget(key);
      if (now !== undefined && isWaiting(now) && (old === undefined || old.spec !== now.spec)) this.#queue.add(key);
      const freed = old?.spec.nodeName && (now === undefined || (isPodFinished(now) && !isPodFinished(old)));
      if (freed) this.#reconsider(({ lacksRoom }) => lacksRoom);
      if (now !== undefined && (old?.spec.nodeName !== now.spec.nodeName || haveOtherLabels(old, now)))
        this.#reconsider(({ mindsOthers: minds }) => minds);
    });
    this.#claims = informers.of<KubernetesObject>("persistentvolumeclaims");
    this.#claims.onChange(({ now }) => {
      if (now !== undefined) this.#reconsider(({ lacksClaim }) => lacksClaim);
    });
    this.#nodes.onChange(({ old, now }) => {
      if (now !== undefined && (old === undefined || canMatter(old, now))) this.#reconsider(() => true);
    });
  }

  stop(): void {
    this.#queue.stop();
    for (const { timer } of this.#stuck.values()) timer.cancel();
  }

  #schedule(key: ObjectKey): void {
    const pod = this.#pods.get(key);
    if (pod === undefined || !isWaiting(pod)) return this.#forget(key);
    const obstacle = claimObstacle(pod, (name) =>
      this.#claims.get(keyOf({ ...pod, metadata: { ...pod.metadata, name } })),
    );
    if (obstacle !== undefined) return this.#reportStuck(key, pod, messageWithoutNodes(obstacle, this.#nodes.all()));
    const reasons = new Map<string, number>();
    const places: Place[] = [];
    for (const node of this.#nodes.all()) places.push({ node, pods: this.#expectedOn(node.metadata.name, pod) });
    const around = this.#neighbourhood(pod, places);
    let best: { readonly node: Node; readonly rank: readonly [number, number] } | undefined;
    for (const { node, pods: present } of places) {
      const found = obstacles(pod, node, usageOf(present, around));
      for (const reason of found) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      if (found.length > 0) continue;
      const rank = [present.filter((other) => haveSameOwner(pod, other)).length, present.length] as const;
      if (best === undefined || comesBefore(rank, best.rank)) best = { node, rank };
    }
    if (best === undefined) this.#makeRoom(key, pod, messageOf(reasons, places.length), places);
    else this.#bind(key, pod, best.node.metadata.name);
  }

  /** Undefined where nobody minds who is beside whom. */
  #neighbourhood(pod: Pod, places: readonly Place[]): Neighbourhood | undefined {
    if (!mindsOthers(pod) && spreadOf(pod).length === 0 && this.#loners.get(loners).length === 0) return undefined;
    const { api } = this.#plane;
    return { places, namespaceLabels: (name) => api.find("namespaces", undefined, name)?.metadata.labels };
  }

  /** The pods of a node, and those of no lower priority for which room is being made there. */
  #expectedOn(node: string, pod: Pod): readonly Pod[] {
    const present = this.#podsOnNode.get(node);
    if (this.#stuck.size === 0) return present;
    const nominated = [...this.#stuck.keys()]
      .map((key) => this.#pods.get(key))
      .filter(
        (other): other is Pod =>
          other !== undefined &&
          nominatedNode(other) === node &&
          other.metadata.uid !== pod.metadata.uid &&
          priorityOf(other) >= priorityOf(pod),
      );
    return nominated.length === 0 ? present : [...present, ...nominated];
  }

  #makeRoom(key: ObjectKey, pod: Pod, message: string, places: readonly Place[]): void {
    if (places.length === 0) return this.#reportStuck(key, pod, message);
    const tail = `${message} no new claims to deallocate, preemption: `;
    const nominated = places.find(({ node }) => node.metadata.name === nominatedNode(pod));
    if (nominated?.pods.some((other) => other.metadata.deletionTimestamp !== undefined && isLess(other, pod)))
      return this.#reportStuck(key, pod, `${tail}not eligible due to a terminating pod on the nominated node.`);
    const budgets = this.#plane.api.list("poddisruptionbudgets.policy").items;
    const around = this.#neighbourhood(pod, places);
    const found = findVictims({
      pod,
      places,
      budgets,
      usageOf: (node, pods) => usageOf(pods, around && { ...around, places: withPods(places, node, pods) }),
    });
    if (typeof found === "string") return this.#reportStuck(key, pod, tail + found);
    const node = found.node.metadata.name;
    for (const victim of found.victims) this.#displace(victim, pod, node);
    this.#reportStuck(key, pod, message, node);
  }

  #displace(victim: Pod, pod: Pod, node: string): void {
    const { api, clock } = this.#plane;
    const { namespace, name } = victim.metadata;
    const condition = {
      type: "DisruptionTarget",
      status: "True",
      reason: "PreemptionByScheduler",
      message: "default-scheduler: preempting to accommodate a higher priority pod",
      observedGeneration: victim.metadata.generation ?? 1,
      lastProbeTime: null,
      lastTransitionTime: timestamp(clock.wallTime()),
    } as const;
    whenAnswered(() => {
      api.patch("pods", namespace, name, conditionPatch(victim, condition), { caller, subresource: "status" });
      api.delete("pods", namespace, name, { caller });
    });
    const message = `Preempted by pod ${pod.metadata.uid} on node ${node}`;
    this.#events.record(victim, { type: "Normal", reason: "Preempted", message });
  }

  #bind(key: ObjectKey, pod: Pod, node: string): void {
    const { namespace, name, uid } = pod.metadata;
    const binding: KubernetesObject = {
      apiVersion: "v1",
      kind: "Binding",
      metadata: { name, namespace: namespace!, uid: uid! },
      target: { kind: "Node", name: node },
    };
    if (nominatedNode(pod) !== undefined) {
      const body = { status: { nominatedNodeName: null } };
      this.#plane.api.patch("pods", namespace, name, { type: "merge", body }, { caller, subresource: "status" });
    }
    this.#plane.api.create("pods", namespace, binding, { caller, subresource: "binding" });
    this.#forget(key);
    const message = `Successfully assigned ${namespace}/${name} to ${node}`;
    this.#events.record(pod, { type: "Normal", reason: "Scheduled", message });
  }

  #reportStuck(key: ObjectKey, pod: Pod, message: string, nominated?: string): void {
    const { clock, api } = this.#plane;
    const attempts = (this.#stuck.get(key)?.attempts ?? 0) + 1;
    this.#forget(key);
    const timer = clock.schedule(longestWait, () => this.#queue.add(key));
    this.#stuck.set(key, { attempts, at: clock.now(), timer, ...concernsOf(pod, message) });
    this.#events.record(pod, { type: "Warning", reason: "FailedScheduling", message });
    const standing = findCondition(pod.status?.conditions, "PodScheduled");
    if (standing?.status === "False" && standing.message === message && nominated === undefined) return;
    const condition = {
      type: "PodScheduled",
      status: "False",
      reason: "Unschedulable",
      message,
      observedGeneration: pod.metadata.generation ?? 1,
      lastProbeTime: null,
      lastTransitionTime: standing?.status === "False" ? standing.lastTransitionTime! : timestamp(clock.wallTime()),
    } as const;
    const { namespace, name } = pod.metadata;
    const patch = conditionPatch(pod, condition);
    if (nominated !== undefined) Object.assign(patch.body["status"] as object, { nominatedNodeName: nominated });
    whenAnswered(() => api.patch("pods", namespace, name, patch, { caller, subresource: "status" }));
  }

  /** Something has become free or different: whoever fits nowhere may try again once its back-off has passed. */
  #reconsider(isConcerned: (stuck: Concerns) => boolean): void {
    const now = this.#plane.clock.now();
    for (const [key, stuck] of this.#stuck) {
      if (!isConcerned(stuck)) continue;
      const { attempts, at } = stuck;
      const backOff = Math.min(firstBackOff * 2 ** (attempts - 1), longestBackOff);
      this.#queue.addAfter(key, Math.max(0, at + backOff - now));
    }
  }

  #forget(key: ObjectKey): void {
    this.#stuck.get(key)?.timer.cancel();
    this.#stuck.delete(key);
  }
}

/** Where room is being made for a pod. */
function nominatedNode({ status }: Pod): string | undefined {
  return (status as { readonly nominatedNodeName?: string } | undefined)?.nominatedNodeName;
}

function isLess(a: Pod, b: Pod): boolean {
  return priorityOf(a) < priorityOf(b);
}

function isWaiting({ spec, metadata, status }: Pod): boolean {
  return (
    !spec.nodeName &&
    (spec.schedulerName ?? "default-scheduler") === "default-scheduler" &&
    ((spec["schedulingGates"] ?? []) as readonly unknown[]).length === 0 &&
    metadata.deletionTimestamp === undefined &&
    status?.phase !== "Failed"
  );
}

function usageOf(pods: readonly Pod[], around: Neighbourhood | undefined): Usage {
  const requested: Record<string, bigint> = {};
  for (const pod of pods)
    for (const [name, amount] of Object.entries(requestsOf(pod))) requested[name] = (requested[name] ?? 0n) + amount;
  return { pods: pods.length, requested, present: pods, around };
}

function withPods(places: readonly Place[], node: Node, pods: readonly Pod[]): readonly Place[] {
  return places.map((place) => (place.node === node ? { node, pods } : place));
}

function haveOtherLabels(old: Pod | undefined, now: Pod): boolean {
  return old !== undefined && old.metadata.labels !== now.metadata.labels;
}

function haveSameOwner(pod: Pod, other: Pod): boolean {
  const owner = controllerOf(pod)?.uid;
  return owner !== undefined && owner === controllerOf(other)?.uid;
}

function comesBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** What of a node decides whether pods fit; heartbeats do not. */
function canMatter(old: Node, now: Node): boolean {
  return (
    old.spec !== now.spec ||
    old.metadata.labels !== now.metadata.labels ||
    old.status?.allocatable !== now.status?.allocatable
  );
}
