import type { ContainerStatus, Pod } from "../../../kinds/pod.ts";
import { age, orNone, since } from "../cells.ts";
import { column, columns, nameColumn, wide, type Printer } from "../printer.ts";

export const podPrinter: Printer = {
  columns: [
    nameColumn,
    ...columns("Ready", "Status", "Restarts"),
    column("Age"),
    wide("IP"),
    wide("Node"),
    wide("Nominated Node"),
    wide("Readiness Gates"),
  ],
  cells(object, now) {
    const pod = object as Pod;
    const { ready, total, reason, restarts, lastRestart } = summarize(pod);
    const restartText =
      restarts === 0 || lastRestart === undefined ? `${restarts}` : `${restarts} (${since(lastRestart, now)} ago)`;
    return [
      pod.metadata.name,
      `${ready}/${total}`,
      reason,
      restartText,
      age(pod, now),
      orNone(pod.status?.podIPs?.[0]?.ip ?? pod.status?.podIP),
      orNone(pod.spec.nodeName),
      orNone(pod.status?.["nominatedNodeName"] as string | undefined),
      readinessGates(pod),
    ];
  },
};

interface Summary {
  readonly ready: number;
  readonly total: number;
  readonly reason: string;
  readonly restarts: number;
  readonly lastRestart: string | undefined;
}

/** The one word and the counts that stand for a pod; rules of `printPod` in kubernetes/pkg/printers/internalversion. */
export function summarize(pod: Pod): Summary {
  const { status } = pod;
  const sidecars = new Set(pod.spec.initContainers?.filter(isSidecar).map(({ name }) => name));
  const gated = status?.conditions?.some(({ type, reason }) => type === "PodScheduled" && reason === "SchedulingGated");
  const phase = gated === true ? "SchedulingGated" : (status?.reason ?? status?.phase ?? "");
  const main = status?.containerStatuses ?? [];
  const init = status?.initContainerStatuses ?? [];
  const sidecarStatuses = init.filter(({ name }) => sidecars.has(name));
  const total = pod.spec.containers.length + sidecars.size;
  const initReason = initializing(pod, sidecars);
  const isInitialized = status?.conditions?.some(({ type, status }) => type === "Initialized" && status === "True");
  const startedSidecars = sidecarStatuses.filter(({ ready, started }) => ready && started === true);
  if (initReason !== undefined && isInitialized !== true)
    return { ready: startedSidecars.length, total, reason: overridden(pod, initReason), ...restartsOf(init) };
  const running = main.filter(({ ready, state }) => ready && state?.running !== undefined);
  let reason = mainReason(main) ?? initReason ?? phase;
  if (reason === "Completed" && running.length > 0) reason = hasReadyCondition(pod) ? "Running" : "NotReady";
  const ready = startedSidecars.length + running.length;
  return { ready, total, reason: overridden(pod, reason), ...restartsOf([...sidecarStatuses, ...main]) };
}

/** What the first init container that is not done says; undefined when all are. */
function initializing(pod: Pod, sidecars: ReadonlySet<string>): string | undefined {
  const statuses = pod.status?.initContainerStatuses ?? [];
  for (const [index, { name, state, started }] of statuses.entries()) {
    if (state?.terminated?.exitCode === 0) continue;
    if (sidecars.has(name) && started === true) continue;
    if (state?.terminated !== undefined) return `Init:${terminatedReason(state.terminated)}`;
    const waiting = state?.waiting?.reason ?? "";
    if (waiting !== "" && waiting !== "PodInitializing") return `Init:${waiting}`;
    return `Init:${index}/${pod.spec.initContainers?.length ?? 0}`;
  }
  return undefined;
}

/** Of several containers the first that waits or has ended speaks for the pod. */
function mainReason(statuses: readonly ContainerStatus[]): string | undefined {
  for (const { state } of statuses) {
    const waiting = state?.waiting?.reason ?? "";
    if (waiting !== "") return waiting;
    if (state?.terminated !== undefined) return terminatedReason(state.terminated);
  }
  return undefined;
}

function terminatedReason(terminated: {
  readonly reason?: string;
  readonly exitCode: number;
  readonly signal?: number;
}): string {
  const { reason = "", exitCode, signal = 0 } = terminated;
  if (reason !== "") return reason;
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

function overridden(pod: Pod, reason: string): string {
  if (pod.metadata.deletionTimestamp === undefined) return reason;
  if (pod.status?.reason === "NodeLost") return "Unknown";
  const isOver = pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
  return isOver ? reason : "Terminating";
}

function restartsOf(statuses: readonly ContainerStatus[]): Pick<Summary, "restarts" | "lastRestart"> {
  const ends = statuses.flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? []);
  const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  return { restarts, lastRestart: ends.sort().at(-1) };
}

function hasReadyCondition(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

function isSidecar({ restartPolicy }: { readonly restartPolicy?: string }): boolean {
  return restartPolicy === "Always";
}

function readinessGates(pod: Pod): string {
  const gates = (pod.spec["readinessGates"] ?? []) as readonly { readonly conditionType: string }[];
  if (gates.length === 0) return "<none>";
  const met = gates.filter(({ conditionType }) =>
    pod.status?.conditions?.some(({ type, status }) => type === conditionType && status === "True"),
  );
  return `${met.length}/${gates.length}`;
}
