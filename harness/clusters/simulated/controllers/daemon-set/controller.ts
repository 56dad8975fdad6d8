import type { KubernetesObject } from "../../../kubernetes.ts";
import type { StatusError } from "../../api/status-error.ts";
import { isRefusal } from "../../api/admission/webhooks/awaiting.ts";
import type { EventRecorder } from "../../events.ts";
import type { ControllerRevision } from "../../kinds/controller-revision.ts";
import type { DaemonSet } from "../../kinds/daemon-set.ts";
import { isEmptySelector, selects } from "../../kinds/labels.ts";
import type { Node } from "../../kinds/node.ts";
import type { Pod } from "../../kinds/pod.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Change, type Index, type Informer, type ObjectKey } from "../kit/informer.ts";
import { byController, claim } from "../kit/owners.ts";
import { enqueueOwners } from "../kit/pod-owners.ts";
import { isNamespaceTerminating } from "../kit/refusals.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { PodControl, slowStart } from "../replica-set/pod-control.ts";
import { untilAvailable } from "../replica-set/status.ts";
import { podsByNode, templateFor } from "./daemon-pods.ts";
import { eligibilityOf } from "./eligibility.ts";
import { DaemonHistory, type Generations } from "./history.ts";
import { placement } from "./placement.ts";
import { rollingUpdate, type Changes, type Present } from "./rolling-update.ts";
import { sameStatus, statusOf } from "./status.ts";

/** Keeps one pod of each DaemonSet on every node that is eligible. */
export function startDaemonSetController(plane: ControlPlane): Disposable {
  const controller = new DaemonSetController(plane);
  return { [Symbol.dispose]: () => controller.stop() };
}

class DaemonSetController {
  readonly #plane: ControlPlane;
  readonly #caller = controllerCaller("daemon-set-controller");
  readonly #events: EventRecorder;
  readonly #control: PodControl;
  readonly #history: DaemonHistory;
  readonly #queue: WorkQueue;
  readonly #nodes: Informer<Node>;
  readonly #pods: Index<Pod>;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    const { api, clock, random, informers } = plane;
    const caller = this.#caller;
    this.#events = recorderFor(plane, "daemonset-controller", caller);
    this.#control = new PodControl({ api, caller, events: this.#events });
    const revisions = informers.of<ControllerRevision>("controllerrevisions.apps");
    const candidates = byController(revisions);
    this.#history = new DaemonHistory({ api, caller, candidates });
    this.#nodes = informers.of<Node>("nodes");
    const pods = informers.of<Pod>("pods");
    this.#pods = byController(pods);
    const sets = informers.of<DaemonSet>("daemonsets.apps");
    this.#queue = new WorkQueue({
      clock,
      random: random.derive("daemonset-controller"),
      reconcile: (key) => {
        const set = sets.get(key);
        if (set !== undefined) this.#reconcile(set);
      },
    });
    sets.onChange(({ now }) => {
      if (now !== undefined) this.#queue.add(keyOf(now));
    });
    const byNamespace = sets.index(({ metadata }) => metadata.namespace);
    const adopters = ({ metadata }: KubernetesObject) =>
      byNamespace.get(metadata.namespace!).filter(({ spec }) => selects(spec.selector, metadata.labels));
    const owners = { kind: "DaemonSet", add: (key: ObjectKey) => this.#queue.add(key), adopters };
    pods.onChange((change) => enqueueOwners(change, owners));
    revisions.onChange((change) => {
      if (change.old !== undefined) enqueueOwners(change, owners);
    });
    this.#nodes.onChange((change) => {
      for (const set of sets.all()) if (concerns(set, change)) this.#queue.add(keyOf(set));
    });
  }

  stop(): void {
    this.#queue.stop();
  }

  #reconcile(set: DaemonSet): void {
    if (isEmptySelector(set.spec.selector)) {
      const message = "This daemon set is selecting all pods. A non-empty selector is required.";
      return this.#events.record(set, { type: "Warning", reason: "SelectingAll", message });
    }
    const generations = this.#history.sync(set);
    if (set.metadata.deletionTimestamp !== undefined) return;
    const failure = this.#act(set, generations);
    this.#writeStatus(set, generations);
    const waits = this.#claim(set).map((pod) => untilAvailable(pod, set, this.#plane.clock) ?? 0);
    const wait = Math.min(...waits.filter((ms) => ms > 0));
    if (Number.isFinite(wait)) this.#queue.addAfter(keyOf(set), wait);
    if (failure !== undefined && !isNamespaceTerminating(failure)) throw failure;
  }

  /** A rollout goes on only when every node has what it should have. */
  #act(set: DaemonSet, generations: Generations): StatusError | undefined {
    const { clock } = this.#plane;
    const nodes = [...this.#nodes.all()];
    const pods = this.#claim(set);
    const desired = nodes.filter((node) => eligibilityOf(set, node).shouldRun).length;
    const present: Present = { set, hash: generations.hash, pods: podsByNode(pods), desired };
    const needed = placement(present, nodes, { clock, events: this.#events });
    const isAtRest = needed.create.length + needed.remove.length === 0;
    const isRolling = isAtRest && set.spec.updateStrategy.type === "RollingUpdate";
    const changes = isRolling ? rollingUpdate(present, clock) : needed;
    const failure = this.#apply(set, generations.hash, changes);
    if (failure === undefined) this.#history.truncate(set, generations, pods);
    return failure;
  }

  #apply(set: DaemonSet, hash: string, { create, remove }: Changes): StatusError | undefined {
    const nodes = [...create];
    let failure = slowStart(create.length, () => this.#control.create(set, templateFor(set, nodes.shift()!, hash)));
    for (const pod of remove)
      try {
        this.#control.delete(set, pod);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        failure ??= error;
      }
    return failure;
  }

  #writeStatus(set: DaemonSet, { hash, collisionCount }: Generations): void {
    const { api, clock } = this.#plane;
    const observed = { nodes: [...this.#nodes.all()], pods: podsByNode(this.#claim(set)), hash, collisionCount };
    const status = statusOf(set, observed, clock);
    if (sameStatus(set.status, status)) return;
    const { namespace, name } = set.metadata;
    const options = { caller: this.#caller, subresource: "status" };
    api.update("daemonsets.apps", namespace, name, { ...set, status }, options);
  }

  #claim(owner: DaemonSet): readonly Pod[] {
    const { api } = this.#plane;
    const { selector } = owner.spec;
    return claim({ api, caller: this.#caller, resource: "pods", owner, selector, candidates: this.#pods });
  }
}

/** Whether a change of a node changes what the set wants of it. */
function concerns(set: DaemonSet, { old, now }: Change<Node>): boolean {
  if (old === undefined || now === undefined) return true;
  if (old.spec === now.spec && old.metadata.labels === now.metadata.labels) return false;
  const before = eligibilityOf(set, old);
  const after = eligibilityOf(set, now);
  return before.shouldRun !== after.shouldRun || before.mayStay !== after.mayStay;
}
