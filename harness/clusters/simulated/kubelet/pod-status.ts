import { findCondition, type Condition } from "../kinds/condition.ts";
import type { ContainerStatus, Pod, PodStatus } from "../kinds/pod.ts";
import type { ContainerRecord } from "./container-record.ts";

export interface PodView {
  readonly pod: Pod;
  readonly records: readonly ContainerRecord[];
  /** Ephemeral containers. */
  readonly guests?: readonly ContainerRecord[];
  /** Undefined while there is no sandbox. */
  readonly podIP: string | undefined;
  readonly hostIP: string;
  /** When the kubelet first saw the pod. */
  readonly startTime: string;
  /** True when nothing of the pod will run any more. */
  readonly over: boolean;
  readonly eviction?: Eviction | undefined;
  /** RFC 3339. */
  readonly now: string;
}

/** Why the kubelet itself puts an end to a pod, as its status tells it. */
export interface Eviction {
  readonly reason: string;
  readonly message: string;
}

/** What the kubelet reports, and whether nothing more is to be started of the pod. */
export interface PodReport {
  readonly status: PodStatus;
  readonly finished: boolean;
}

/** A pod's status as the kubelet writes it: rules of `generateAPIPodStatus` and `getPhase` of Kubernetes 1.34. */
export function podStatus(view: PodView): PodReport {
  const { pod, records, podIP, hostIP, eviction } = view;
  const restartPolicy = pod.spec.restartPolicy ?? "Always";
  const hasInit = records.some(({ role }) => role !== "main");
  const waitingReason = hasInit ? "PodInitializing" : "ContainerCreating";
  const statuses = (of: (record: ContainerRecord) => boolean, reason: string) =>
    records.filter(of).map((record) => record.status({ restartPolicy, waitingReason: reason }));
  const init = statuses(({ role }) => role !== "main", "PodInitializing");
  const main = statuses(({ role }) => role === "main", waitingReason).map((status) =>
    eviction !== undefined && view.over && !hasInit ? neverFound(status) : status,
  );
  const guests = (view.guests ?? []).map((record) => {
    const { started: _, ...status } = record.status({ restartPolicy, waitingReason });
    return status;
  });
  const initialized = isInitialized(records);
  const reached = eviction === undefined ? phaseOf(view, initialized, main) : "Failed";
  const finished = reached === "Succeeded" || reached === "Failed";
  const before = pod.status ?? {};
  // A pod is not said to have ended while anything of it may run.
  const held = finished && records.some(({ running }) => running !== undefined);
  const phase = held ? (before.phase ?? "Running") : reached;
  const status: PodStatus = {
    ...before,
    conditions: [
      ...(before.conditions ?? []).filter(({ type }) => !kubeletConditions.has(type)),
      ...conditions(view, { phase, initialized, init, main }),
    ],
    ...(init.length === 0 ? {} : { initContainerStatuses: init }),
    containerStatuses: main.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    ...(guests.length === 0 ? {} : { ephemeralContainerStatuses: guests }),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation }),
    phase,
    ...(podIP === undefined ? {} : { podIP, podIPs: [{ ip: podIP }] }),
    ...(eviction === undefined || held ? {} : eviction),
    startTime: view.startTime,
  };
  return { status, finished };
}

/** A container of which nothing was there when its pod was ended. */
function neverFound(status: ContainerStatus): ContainerStatus {
  if (status.state?.terminated !== undefined) return status;
  const message = "The container could not be located when the pod was terminated";
  const never = { startedAt: null, finishedAt: null } as unknown as { readonly startedAt: string };
  return { ...status, state: { terminated: { exitCode: 137, message, reason: "ContainerStatusUnknown", ...never } } };
}

const kubeletConditions = new Set([
  "PodReadyToStartContainers",
  "Initialized",
  "Ready",
  "ContainersReady",
  "PodScheduled",
]);

type Phase = NonNullable<PodStatus["phase"]>;

function isInitialized(records: readonly ContainerRecord[]): boolean {
  if (records.some(({ role, current }) => role === "main" && current !== undefined)) return true;
  return records.every(
    ({ role, started, current }) => role === "main" || (role === "sidecar" ? started : current?.end?.exitCode === 0),
  );
}

function phaseOf({ pod, records, over }: PodView, initialized: boolean, main: readonly ContainerStatus[]): Phase {
  const earlier = pod.status?.phase;
  if (earlier === "Succeeded" || earlier === "Failed") return earlier;
  const restartPolicy = pod.spec.restartPolicy ?? "Always";
  const given = records.some(
    ({ role, current }) => role === "init" && (current?.end?.exitCode ?? 0) !== 0 && restartPolicy === "Never",
  );
  if (given) return "Failed";
  if (!initialized) return over ? "Failed" : "Pending";
  const ended = main.map(({ state, lastState }) => state?.terminated ?? (state?.waiting && lastState?.terminated));
  if (main.some(({ state }, i) => state?.waiting !== undefined && ended[i] === undefined))
    return over ? "Failed" : "Pending";
  if (main.some(({ state }) => state?.running !== undefined)) return "Running";
  if (over || main.every(({ state }) => state?.terminated !== undefined)) {
    const failed = ended.some((end) => end?.exitCode !== 0);
    if (over || restartPolicy === "Never") return failed ? "Failed" : "Succeeded";
    if (restartPolicy === "OnFailure" && !failed) return "Succeeded";
  }
  return "Running";
}

interface Parts {
  readonly phase: Phase;
  readonly initialized: boolean;
  readonly init: readonly ContainerStatus[];
  readonly main: readonly ContainerStatus[];
}

function conditions(view: PodView, { phase, initialized, init, main }: Parts): Condition[] {
  const { pod, records, podIP } = view;
  const unready = main.filter(({ ready }) => !ready).map(({ name }) => name);
  const sidecars = records.filter(({ role, ready }) => role === "sidecar" && !ready).map(({ name }) => name);
  const pending = init.filter((_, i) => !initReady(records, i)).map(({ name }) => name);
  const finished = phase === "Succeeded" ? "PodCompleted" : phase === "Failed" ? "PodFailed" : undefined;
  const allUnready = [...sidecars, ...unready];
  const readiness: Partial<Condition> =
    finished !== undefined
      ? { status: "False", reason: finished }
      : allUnready.length === 0
        ? { status: "True" }
        : {
            status: "False",
            reason: "ContainersNotReady",
            message: `containers with unready status: [${allUnready.join(" ")}]`,
          };
  const conditionOf = (type: string, value: Partial<Condition>): Condition => {
    const status = value.status ?? "True";
    const old = findCondition(pod.status?.conditions, type);
    const lastTransitionTime = old?.status === status ? old.lastTransitionTime : undefined;
    const generation = pod.metadata.generation;
    return {
      type,
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      lastProbeTime: null,
      lastTransitionTime: lastTransitionTime ?? view.now,
      ...value,
      status,
    };
  };
  const notInitialized: Partial<Condition> = {
    status: "False",
    reason: "ContainersNotInitialized",
    message: `containers with incomplete status: [${pending.join(" ")}]`,
  };
  const done: Partial<Condition> = phase === "Succeeded" ? { reason: "PodCompleted" } : {};
  return [
    // The sandbox of a pod that has finished is stopped.
    conditionOf("PodReadyToStartContainers", {
      status: podIP === undefined || finished !== undefined ? "False" : "True",
    }),
    conditionOf("Initialized", initialized ? done : notInitialized),
    conditionOf("Ready", readiness.status === "True" ? gatesOf(pod) : readiness),
    conditionOf("ContainersReady", readiness),
    conditionOf("PodScheduled", {}),
  ];
}

/** A pod may want to be ready only once others say so, each by a condition of its own. */
function gatesOf({ spec, status }: Pod): Partial<Condition> {
  const gates = (spec["readinessGates"] ?? []) as readonly { readonly conditionType: string }[];
  const problems = gates.flatMap(({ conditionType }) => {
    const gate = `pod readiness gate "${conditionType}"`;
    const found = findCondition(status?.conditions, conditionType);
    if (found === undefined) return [`corresponding condition of ${gate} does not exist.`];
    return found.status === "True" ? [] : [`the status of ${gate} is not "True", but ${found.status}`];
  });
  if (problems.length === 0) return { status: "True" };
  return { status: "False", reason: "ReadinessGatesNotReady", message: problems.join(", ") };
}

function initReady(records: readonly ContainerRecord[], index: number): boolean {
  const record = records.filter(({ role }) => role !== "main")[index]!;
  return record.role === "sidecar" ? record.started : record.current?.end?.exitCode === 0;
}
