import type { Process } from "../application/process.ts";
import type { Container, ContainerState, ContainerStatus } from "../kinds/pod.ts";
import { volumeMounts } from "./config-references.ts";
import type { ContainerLog } from "./container-log.ts";
import type { ContainerLife } from "./container-life.ts";
import type { Obstacle } from "./image-puller.ts";

/** Main containers, init containers that run to their end or keep running, and guests that came to a running pod. */
export type ContainerRole = "main" | "init" | "sidecar" | "guest";

/** One container of the runtime: one life of what the pod's spec calls a container. */
export interface Run {
  readonly id: string;
  /** As the runtime names the image: in full, and by its digest. */
  readonly image: string;
  readonly imageID: string;
  readonly process: Process;
  readonly startedAt: string;
  readonly log: ContainerLog;
  /** What is inside, made when somebody first asks. */
  readonly life: () => ContainerLife;
  readonly hasLife: () => boolean;
  end: RunEnd | undefined;
}

export interface RunEnd {
  /** Drill time. */
  readonly at: number;
  readonly finishedAt: string;
  readonly exitCode: number;
  readonly reason: string;
  /** What the container left as its last words. */
  readonly message?: string | undefined;
}

/** What a kubelet remembers of one container of a pod. */
export class ContainerRecord {
  readonly role: ContainerRole;
  spec: Container;
  /** The newest, and the one before it. */
  current: Run | undefined;
  previous: Run | undefined;
  starts = 0;
  obstacle: Obstacle | undefined;
  /** By its readiness probe, or by running when it has none. */
  ready = false;
  /** By its startup probe, or by running when it has none. */
  started = false;
  /** Why it has to be stopped and started again. */
  condemned: string | undefined;

  constructor(role: ContainerRole, spec: Container) {
    this.role = role;
    this.spec = spec;
  }

  get name(): string {
    return this.spec.name;
  }

  /** The run that has not ended. */
  get running(): Run | undefined {
    return this.current?.end === undefined ? this.current : undefined;
  }

  /** The newest run that has ended. */
  get ended(): Run | undefined {
    return this.current?.end === undefined ? this.previous : this.current;
  }

  begin(run: Run): void {
    if (this.current !== undefined) this.previous = this.current;
    this.current = run;
    this.starts++;
    this.obstacle = undefined;
    this.condemned = undefined;
    this.ready = false;
    this.started = false;
  }

  /** Whether the kubelet should start it, as far as its own past is concerned. */
  wantsStart(restartPolicy: string): boolean {
    if (this.running !== undefined) return false;
    const end = this.current?.end;
    if (end === undefined || this.role === "sidecar") return true;
    if (this.role === "guest") return false;
    if (this.role === "init" && end.exitCode === 0) return false;
    if (restartPolicy === "Never") return false;
    return end.exitCode !== 0 || (this.role === "main" && restartPolicy === "Always");
  }

  status(options: { readonly restartPolicy: string; readonly waitingReason: string }): ContainerStatus {
    const { current } = this;
    const waiting = this.obstacle !== undefined && this.wantsStart(options.restartPolicy);
    const state = waiting
      ? { waiting: { reason: this.obstacle!.reason, message: this.obstacle!.message } }
      : current === undefined
        ? { waiting: { reason: options.waitingReason } }
        : stateOf(current);
    const last = waiting ? current : this.previous;
    const mounts = volumeMounts(this.spec).map(({ name, mountPath, readOnly }) => ({
      mountPath,
      name,
      ...(readOnly === true ? { readOnly, recursiveReadOnly: "Disabled" } : {}),
    }));
    const { requests } = (this.spec.resources ?? {}) as { readonly requests?: unknown };
    return {
      ...(current === undefined || requests === undefined ? {} : { allocatedResources: requests }),
      ...(current === undefined ? {} : { containerID: current.id }),
      image: current?.image ?? this.spec.image,
      imageID: current?.imageID ?? "",
      lastState: last === undefined ? {} : stateOf(last),
      name: this.name,
      ready: this.role === "init" ? current?.end?.exitCode === 0 : this.ready,
      restartCount: Math.max(0, this.starts - 1),
      started: this.started,
      state,
      ...(current === undefined ? {} : { resources: this.spec.resources ?? {} }),
      ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    };
  }
}

function stateOf({ id, startedAt, end }: Run): ContainerState {
  if (end === undefined) return { running: { startedAt } };
  const { exitCode, reason, finishedAt, message } = end;
  const said = message === undefined ? {} : { message };
  return { terminated: { containerID: id, exitCode, finishedAt, ...said, reason, startedAt } };
}
