import type { ApiWrite, Cluster, LoadResult, ProcessReport } from "../driver.ts";
import type { KubernetesClient } from "../kubernetes.ts";
import type { PodLife } from "../pod-life.ts";
import type { PodWatch } from "../remote/pod-watch.ts";
import type { ClusterSpec } from "../world.ts";
import type { AuditReader } from "./audit/reader.ts";
import type { Entrance } from "./application/entrance.ts";
import { NodeImages } from "./nodes/node-images.ts";
import type { NodePower } from "./nodes/node-power.ts";
import type { Processes } from "./application/processes.ts";
import type { Users } from "./application/users.ts";

export interface ClusterParts {
  readonly spec: ClusterSpec;
  readonly nodes: readonly string[];
  readonly observer: KubernetesClient;
  readonly operator: KubernetesClient;
  readonly entrance: Entrance;
  readonly users: Users;
  readonly processes: Processes;
  readonly power: NodePower;
  readonly audit: AuditReader;
  readonly pods: PodWatch;
}

/** One running kind cluster, as drills use it. */
export class DrillCluster implements Cluster {
  readonly name: string;
  readonly context: string;
  readonly nodes: readonly string[];
  readonly observer: KubernetesClient;
  readonly operator: KubernetesClient;
  readonly images = new NodeImages();
  readonly power: NodePower;
  readonly #parts: ClusterParts;

  constructor(parts: ClusterParts) {
    const { spec, nodes, observer, operator, power } = parts;
    this.name = spec.name;
    this.context = spec.context;
    this.nodes = nodes;
    this.observer = observer;
    this.operator = operator;
    this.power = power;
    this.#parts = parts;
  }

  offer(count: number): Promise<LoadResult> {
    return this.#parts.users.send(count);
  }

  async processes(): Promise<readonly ProcessReport[]> {
    // An API that is away is no news of the service.
    await this.#parts.entrance.follow().catch(() => undefined);
    return this.#parts.processes.list();
  }

  writes(skip: number): readonly ApiWrite[] {
    return this.#parts.audit.after(skip);
  }

  catchUpOnWrites(): Promise<void> {
    return this.#parts.audit.catchUp();
  }

  podLives(): Promise<readonly PodLife[]> {
    return this.#parts.pods.lives();
  }
}
