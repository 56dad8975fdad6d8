import { expect, it } from "vitest";
import type { ContainerState, ContainerStatus, Pod, PodStatus } from "../../../kinds/pod.ts";
import { podPrinter } from "./pod.ts";

const now = new Date("2026-01-05T09:10:00Z");
const running: ContainerState = { running: { startedAt: "2026-01-05T09:00:00Z" } };
const waiting = (reason: string): ContainerState => ({ waiting: { reason } });
const ended = (exitCode: number, reason: string): ContainerState => ({
  terminated: { exitCode, reason, finishedAt: "2026-01-05T09:09:30Z" },
});

function container(name: string, state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name, state, ready: state === running, restartCount: 0, image: "", imageID: "", ...more };
}

interface Shape {
  readonly status: PodStatus;
  readonly metadata?: Partial<Pod["metadata"]>;
  readonly init?: readonly { readonly name: string; readonly image: string; readonly restartPolicy?: string }[];
}

/** NAME, READY, STATUS, RESTARTS, AGE of a pod with one container per main status. */
function row({ status, metadata = {}, init = [] }: Shape): string {
  const names = (status.containerStatuses ?? [{ name: "app" }]).map(({ name }) => ({ name, image: "" }));
  const pod: Pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", creationTimestamp: "2026-01-05T09:00:00Z", ...metadata },
    spec: { containers: names, initContainers: init },
    status,
  };
  return podPrinter.cells(pod, now).slice(0, 5).join(" ");
}

const deleted = { deletionTimestamp: "2026-01-05T09:10:30Z" };
const ready = [{ type: "Ready", status: "True" }] as PodStatus["conditions"];

it.each<[string, Shape]>([
  ["web 0/1 Pending 0 10m", { status: { phase: "Pending" } }],
  ["web 1/1 Running 0 10m", { status: { phase: "Running", containerStatuses: [container("app", running)] } }],
  [
    "web 0/1 ErrImagePull 0 10m",
    { status: { phase: "Pending", containerStatuses: [container("app", waiting("ErrImagePull"))] } },
  ],
  [
    "web 0/1 ImagePullBackOff 0 10m",
    { status: { phase: "Pending", containerStatuses: [container("app", waiting("ImagePullBackOff"))] } },
  ],
  [
    "web 0/1 ContainerCreating 0 10m",
    { status: { phase: "Pending", containerStatuses: [container("app", waiting("ContainerCreating"))] } },
  ],
  [
    "web 0/1 Completed 0 10m",
    { status: { phase: "Succeeded", containerStatuses: [container("app", ended(0, "Completed"))] } },
  ],
  ["web 0/1 ExitCode:3 0 10m", { status: { phase: "Failed", containerStatuses: [container("app", ended(3, ""))] } }],
  [
    "web 0/1 CrashLoopBackOff 3 (30s ago) 10m",
    {
      status: {
        phase: "Running",
        containerStatuses: [
          container("app", waiting("CrashLoopBackOff"), { restartCount: 3, lastState: ended(1, "Error") }),
        ],
      },
    },
  ],
  [
    "web 1/1 Terminating 0 10m",
    { metadata: deleted, status: { phase: "Running", containerStatuses: [container("app", running)] } },
  ],
  [
    "web 0/1 Completed 0 10m",
    { metadata: deleted, status: { phase: "Succeeded", containerStatuses: [container("app", ended(0, "Completed"))] } },
  ],
  ["web 0/1 Unknown 0 10m", { metadata: deleted, status: { phase: "Running", reason: "NodeLost" } }],
  ["web 0/1 Evicted 0 10m", { status: { phase: "Failed", reason: "Evicted" } }],
  [
    "web 1/2 NotReady 0 10m",
    {
      status: { phase: "Running", containerStatuses: [container("a", running), container("b", ended(0, "Completed"))] },
    },
  ],
  [
    "web 1/2 Running 0 10m",
    {
      status: {
        phase: "Running",
        conditions: ready!,
        containerStatuses: [container("a", running), container("b", ended(0, "Completed"))],
      },
    },
  ],
  [
    "web 0/1 Init:1/2 0 10m",
    {
      init: [
        { name: "i", image: "" },
        { name: "j", image: "" },
      ],
      status: {
        phase: "Pending",
        initContainerStatuses: [container("i", ended(0, "Completed")), container("j", running)],
      },
    },
  ],
  [
    "web 0/1 Init:Error 0 10m",
    {
      init: [{ name: "i", image: "" }],
      status: { phase: "Failed", initContainerStatuses: [container("i", ended(1, "Error"))] },
    },
  ],
  [
    "web 1/2 ImagePullBackOff 0 10m",
    {
      init: [{ name: "proxy", image: "", restartPolicy: "Always" }],
      status: {
        phase: "Pending",
        initContainerStatuses: [container("proxy", running, { started: true })],
        containerStatuses: [container("app", waiting("ImagePullBackOff"))],
      },
    },
  ],
])("shows %s", (expected, shape) => {
  expect(row(shape)).toBe(expected);
});
