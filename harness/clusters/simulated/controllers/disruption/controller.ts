import type { IntOrPercent } from "../../kinds/deployment.ts";
import { selects } from "../../kinds/labels.ts";
import type { Pod } from "../../kinds/pod.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { elapsedSince } from "../../elapsed.ts";
import { keyOf } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { expectedPods, unmanagedPods } from "./expected-pods.ts";
import { evictionOf, evictionTimeout, failSafe, statusOf, type Counts, type DisruptionBudget } from "./status.ts";

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
    const isMeant = (pod: Pod) => pod.metadata.namespace === namespace && covers(budget, pod);
    const covered = [...pods.all()].filter(isMeant);
    if (covered.length === 0)
      events.record(budget, { type: "Normal", reason: "NoPods", message: "No matching pods found" });
    const counts = countsOf(budget, covered, plane);
    if ("problem" in counts) {
      const message = `Failed to calculate the number of expected pods: ${counts.problem}`;
      events.record(budget, { type: "Warning", reason: "CalculateExpectedPodCountFailed", message });
    } else if (counts.hasUnowned)
      events.record(budget, { type: "Warning", reason: "UnmanagedPods", message: unmanagedPods(budget.spec.selector) });
    const status =
      "problem" in counts ? failSafe(budget, counts.problem, clock) : statusOf(budget, counts, covered, clock);
    const rest = Object.entries(status.disruptedPods ?? {}).map(
      ([pod, at]) => evictionTimeout - elapsedSince(at, evictionOf(budget, pod), clock),
    );
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

function countsOf(
  { spec }: DisruptionBudget,
  covered: readonly Pod[],
  plane: ControlPlane,
): Counts | { readonly problem: string } {
  const { minAvailable, maxUnavailable } = spec;
  if (typeof minAvailable === "number") return { expected: covered.length, desired: minAvailable };
  const expectation = expectedPods(covered, plane);
  if ("problem" in expectation) return expectation;
  const { expected } = expectation;
  if (maxUnavailable !== undefined)
    return { ...expectation, desired: Math.max(0, expected - scaled(maxUnavailable, expected)) };
  return { ...expectation, desired: minAvailable === undefined ? 0 : scaled(minAvailable, expected) };
}

/** Percentages are rounded up, those of pods that may be missing, too. */
function scaled(limit: IntOrPercent, of: number): number {
  return typeof limit === "number" ? limit : Math.ceil((Number.parseInt(limit, 10) * of) / 100);
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
