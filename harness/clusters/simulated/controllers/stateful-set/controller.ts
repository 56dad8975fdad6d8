import type { ControllerRevision } from "../../kinds/controller-revision.ts";
import { selects } from "../../kinds/labels.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { StatefulSet } from "../../kinds/stateful-set.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf } from "../kit/informer.ts";
import { byController, claim } from "../kit/owners.ts";
import { enqueueOwners } from "../kit/pod-owners.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { untilAvailable } from "../replica-set/status.ts";
import { StatefulHistory } from "./history.ts";
import { StatefulPodControl } from "./pod-control.ts";
import { isRunningAndReady, ordinalOf } from "./pods.ts";
import { StatefulSetReconciler } from "./reconciler.ts";

/** Keeps the numbered pods of StatefulSets and rolls new templates out over them. */
export function startStatefulSetController(plane: ControlPlane): Disposable {
  const { api, clock, random, informers } = plane;
  const caller = controllerCaller("statefulset-controller");
  const events = recorderFor(plane, "statefulset-controller", caller);
  const sets = informers.of<StatefulSet>("statefulsets.apps");
  const pods = informers.of<Pod>("pods");
  const podsByOwner = byController(pods);
  const reconciler = new StatefulSetReconciler({
    api,
    clock,
    caller,
    control: new StatefulPodControl({ api, caller, events }),
    history: new StatefulHistory({
      api,
      caller,
      candidates: byController(informers.of<ControllerRevision>("controllerrevisions.apps")),
    }),
  });
  const queue = new WorkQueue({
    clock,
    random: random.derive("statefulset-controller"),
    reconcile: (key) => {
      const set = sets.get(key);
      if (set === undefined) return;
      const { selector } = set.spec;
      const adoptable = (pod: Pod) => ordinalOf(set, pod) !== undefined;
      const claimed = claim({
        api,
        caller,
        resource: "pods",
        owner: set,
        selector,
        candidates: podsByOwner,
        adoptable,
      });
      const own = claimed.filter(adoptable);
      reconciler.reconcile(set, own);
      const waits = own.filter(isRunningAndReady).map((pod) => untilAvailable(pod, set, clock) ?? 0);
      const wait = Math.min(...waits.filter((ms) => ms > 0));
      if (Number.isFinite(wait)) queue.addAfter(key, wait);
    },
  });
  sets.onChange(({ now }) => {
    if (now !== undefined) queue.add(keyOf(now));
  });
  const byNamespace = sets.index(({ metadata }) => metadata.namespace);
  pods.onChange((change) =>
    enqueueOwners(change, {
      kind: "StatefulSet",
      add: (key) => queue.add(key),
      adopters: (pod) =>
        byNamespace
          .get(pod.metadata.namespace!)
          .filter((set) => ordinalOf(set, pod) !== undefined && selects(set.spec.selector, pod.metadata.labels)),
    }),
  );
  return { [Symbol.dispose]: () => queue.stop() };
}
