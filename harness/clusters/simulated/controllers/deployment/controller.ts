import type { Deployment } from "../../kinds/deployment.ts";
import { selects } from "../../kinds/labels.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Change, type Index } from "../kit/informer.ts";
import { byController, controllerOf } from "../kit/owners.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { DeploymentReconciler } from "./reconciler.ts";
import { restOfDeadline } from "./status.ts";

/** Ms by which a deadline has surely passed, although timestamps have whole seconds; the real controller waits as long. */
const afterDeadline = 1000;

/** Rolls deployments out and reports how far they got. Looks only when something has changed or a deadline passes. */
export function startDeploymentController(plane: ControlPlane): Disposable {
  const { api, clock, random, informers } = plane;
  const caller = controllerCaller("deployment-controller");
  const events = recorderFor(plane, "deployment-controller", caller);
  const deployments = informers.of<Deployment>("deployments.apps");
  const replicaSets = informers.of<ReplicaSet>("replicasets.apps");
  const pods = informers.of<Pod>("pods");
  const podsByOwner = byController(pods);
  const byNamespace = deployments.index(({ metadata }) => metadata.namespace);
  const reconciler = new DeploymentReconciler({
    api,
    clock,
    caller,
    events,
    replicaSets: byController(replicaSets),
    pods: podsByOwner,
  });
  const queue: WorkQueue = new WorkQueue({
    clock,
    random: random.derive("deployment-controller"),
    maxRetries: 15,
    reconcile: (key) => {
      const deployment = deployments.get(key);
      if (deployment === undefined) return;
      reconciler.reconcile(deployment);
      const rest = restOfDeadline(deployments.get(key) ?? deployment, clock);
      if (rest !== undefined) queue.addAfter(key, Math.max(0, rest) + afterDeadline);
    },
  });
  deployments.onChange(({ now }) => {
    if (now !== undefined) queue.add(keyOf(now));
  });
  replicaSets.onChange((change) => {
    for (const deployment of concernedBy(change, byNamespace)) queue.add(keyOf(deployment));
  });
  pods.onChange(({ old, now }) => {
    if (now !== undefined) return;
    const set = replicaSets.get(`${old!.metadata.namespace}/${controllerOf(old!)?.name}`);
    const deployment = set && deployments.get(`${set.metadata.namespace}/${controllerOf(set)?.name}`);
    if (deployment?.spec.strategy.type === "Recreate" && podsByOwner.count(set!.metadata.uid!) === 0)
      queue.add(keyOf(deployment));
  });
  return { [Symbol.dispose]: () => queue.stop() };
}

/** The deployment that owns the ReplicaSet, or owned it, or could adopt it. */
function concernedBy({ old, now }: Change<ReplicaSet>, deployments: Index<Deployment>): readonly Deployment[] {
  const namespace = (now ?? old)!.metadata.namespace!;
  const owners = [old, now].map((set) => set && controllerOf(set)?.uid).filter((uid) => uid !== undefined);
  const isOrphan = now !== undefined && controllerOf(now) === undefined;
  if (owners.length === 0 && !isOrphan) return [];
  return deployments
    .get(namespace)
    .filter(
      ({ metadata, spec }) =>
        owners.includes(metadata.uid!) || (isOrphan && selects(spec.selector, now.metadata.labels)),
    );
}
