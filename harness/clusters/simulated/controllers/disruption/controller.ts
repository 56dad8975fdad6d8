import type { Clock } from "../../../../base/clock.ts";
import type { KubernetesObject, ObjectMeta } from "../../../kubernetes.ts";
import { findCondition, timestamp, type Condition } from "../../kinds/condition.ts";
import type { IntOrPercent } from "../../kinds/deployment.ts";
import { selects, type LabelSelector } from "../../kinds/labels.ts";
import { isPodFinished, isPodReady, type Pod } from "../../kinds/pod.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { elapsedSince } from "../kit/elapsed.ts";
import { keyOf, type Informer } from "../kit/informer.ts";
import { controllerOf } from "../kit/owners.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { expectedPods } from "./expected-pods.ts";

interface DisruptionBudget extends KubernetesObject {
  readonly spec: {
    readonly minAvailable?: IntOrPercent;
    readonly maxUnavailable?: IntOrPercent;
    /** Absent: no pod; empty: every pod of the namespace. */
    readonly selector?: LabelSelector;
  };
  readonly status?: DisruptionStatus;
}

interface DisruptionStatus {
  readonly observedGeneration?: number;
  readonly disruptionsAllowed: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  /** Pods whose eviction was granted and whose deletion is not seen yet, with the time of the grant. */
  readonly disruptedPods?: Readonly<Record<string, string>>;
  readonly conditions?: readonly Condition[];
}

/** An eviction that has not led to a deletion after this long is forgotten, ms. */
const evictionTimeout = 120_000;

/** Tells how many more pods of each PodDisruptionBudget may be evicted. */
export function startDisruptionController(plane: ControlPlane): Disposable {
  const { api, clock, random, informers } = plane;
  const caller = controllerCaller("disruption-controller");
  const events = recorderFor(plane, "controllermanager", caller);
  const budgets = informers.of<DisruptionBudget>("poddisruptionbudgets.policy");
  const pods = informers.of<Pod>("pods");
  const byNamespace = budgets.index(({ metadata }) => metadata.namespace);
  const reconcile = (key: string) => {
    const budget = budgets.get(key);
    if (budget === undefined) return;
    const { namespace } = budget.metadata;
    const isMeant = (pod: Pod) => pod.metadata.namespace === namespace && covers(budget, pod) && !isPodFinished(pod);
    const covered = [...pods.all()].filter(isMeant);
    if (covered.length === 0)
      events.record(budget, { type: "Normal", reason: "NoPods", message: "No matching pods found" });
    const counts = countsOf(budget, covered, plane);
    if ("unmanaged" in counts) {
      const message = `Failed to calculate the number of expected pods: ${counts.unmanaged}`;
      events.record(budget, { type: "Warning", reason: "CalculateExpectedPodCountFailed", message });
    }
    const status =
      "unmanaged" in counts ? failSafe(budget, counts.unmanaged, clock) : statusOf(budget, counts, covered, plane);
    const rest = Object.values(status.disruptedPods ?? {}).map((at) => evictionTimeout - elapsedSince(at, clock));
    if (rest.length > 0) queue.addAfter(key, Math.max(0, Math.min(...rest)) + 1000);
    if (JSON.stringify(sorted(budget.status)) === JSON.stringify(sorted(status))) return;
    const { name } = budget.metadata;
    const options = { caller, subresource: "status" };
    api.update("poddisruptionbudgets.policy", namespace, name, { ...budget, status }, options);
  };
  const queue = new WorkQueue({ clock, random: random.derive("disruption-controller"), reconcile });
  budgets.onChange(({ now }) => {
    if (now !== undefined) queue.add(keyOf(now));
  });
  pods.onChange(({ old, now }) => {
    for (const budget of byNamespace.get((now ?? old)!.metadata.namespace!))
      if ((now !== undefined && covers(budget, now)) || (old !== undefined && covers(budget, old)))
        queue.add(keyOf(budget));
  });
  return { [Symbol.dispose]: () => queue.stop() };
}

function covers({ spec }: DisruptionBudget, { metadata }: Pod): boolean {
  return spec.selector !== undefined && selects(spec.selector, metadata.labels);
}

interface Counts {
  readonly expected: number;
  readonly desired: number;
}

function countsOf(
  { spec }: DisruptionBudget,
  covered: readonly Pod[],
  { informers }: ControlPlane,
): Counts | { readonly unmanaged: string } {
  const { minAvailable, maxUnavailable } = spec;
  if (typeof minAvailable === "number") return { expected: covered.length, desired: minAvailable };
  const owners = (resource: string) => informers.of(resource) as Informer<KubernetesObject>;
  const expected = expectedPods(covered, controllerOf, owners);
  if (typeof expected !== "number") return expected;
  if (maxUnavailable !== undefined)
    return { expected, desired: Math.max(0, expected - scaled(maxUnavailable, expected)) };
  return { expected, desired: minAvailable === undefined ? 0 : scaled(minAvailable, expected) };
}

/** Percentages are rounded up, those of pods that may be missing, too. */
function scaled(limit: IntOrPercent, of: number): number {
  return typeof limit === "number" ? limit : Math.ceil((Number.parseInt(limit, 10) * of) / 100);
}

function statusOf(
  { metadata, status }: DisruptionBudget,
  { expected, desired }: Counts,
  covered: readonly Pod[],
  { clock }: ControlPlane,
): DisruptionStatus {
  const disruptedPods: Record<string, string> = {};
  for (const { metadata: pod } of covered) {
    const at = status?.disruptedPods?.[pod.name];
    if (at !== undefined && pod.deletionTimestamp === undefined && elapsedSince(at, clock) < evictionTimeout)
      disruptedPods[pod.name] = at;
  }
  const healthy = covered.filter(
    (pod) =>
      pod.metadata.deletionTimestamp === undefined && disruptedPods[pod.metadata.name] === undefined && isPodReady(pod),
  ).length;
  const allowed = expected > 0 ? Math.max(0, healthy - desired) : 0;
  const observedGeneration = metadata.generation!;
  const isAllowed = allowed > 0;
  const condition = allowance(
    { metadata, status },
    isAllowed,
    { reason: isAllowed ? "SufficientPods" : "InsufficientPods", message: "" },
    clock,
  );
  return {
    conditions: [condition],
    currentHealthy: healthy,
    desiredHealthy: desired,
    disruptionsAllowed: allowed,
    expectedPods: expected,
    observedGeneration,
    ...(Object.keys(disruptedPods).length === 0 ? {} : { disruptedPods }),
  };
}

/** When nothing can be said of a budget, nothing may be evicted. */
function failSafe({ metadata, status }: DisruptionBudget, message: string, clock: Clock): DisruptionStatus {
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0 } = status ?? {};
  const condition = allowance({ metadata, status }, false, { reason: "SyncFailed", message }, clock);
  return { ...status, currentHealthy, desiredHealthy, expectedPods, disruptionsAllowed: 0, conditions: [condition] };
}

function allowance(
  { metadata, status }: { metadata: ObjectMeta; status: DisruptionStatus | undefined },
  isAllowed: boolean,
  text: { readonly reason: string; readonly message: string },
  clock: Clock,
): Condition {
  const value = isAllowed ? "True" : "False";
  const standing = findCondition(status?.conditions, "DisruptionAllowed");
  const lastTransitionTime = standing?.status === value ? standing.lastTransitionTime! : timestamp(clock.wallTime());
  const observedGeneration = metadata.generation!;
  return { type: "DisruptionAllowed", status: value, ...text, observedGeneration, lastTransitionTime };
}

/** With the keys in one order, at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
