import type { Clock } from "../../../base/clock.ts";
import { parseQuantity } from "../api/quantity.ts";
import type { Container, Pod } from "../kinds/pod.ts";
import type { Kubelet, RunningContainer } from "../kubelet/kubelet.ts";
import type { ContainerUsage, Metrics, Sample } from "../metrics.ts";
import { window } from "./process-load.ts";

/** Bytes that a process holds, whatever it does. */
const memory = 32 * 2 ** 20;

/** What a node's own programs use: cores and bytes. */
const ownUse = { cpu: 0.05, memory: 400 * 2 ** 20 };

/**
 * Measures what runs, every 15 s of drill time: processor time follows from the requests that each process handled, memory
 * does not change. What began within a window is not measured before the window after it is over.
 */
export class MetricsServer implements Metrics {
  readonly #kubelets: readonly Kubelet[];
  readonly #clock: Clock;

  constructor(kubelets: readonly Kubelet[], clock: Clock) {
    this.#kubelets = kubelets;
    this.#clock = clock;
  }

  ofPod({ metadata, spec }: Pod): Sample<readonly ContainerUsage[]> | undefined {
    const kubelet = this.#kubelets.find(({ node }) => node.name === spec.nodeName);
    const running = kubelet?.running().filter(({ pod }) => pod.metadata.uid === metadata.uid) ?? [];
    const usage = running.flatMap((one) => this.#usageOf(one) ?? []);
    const names = new Set(usage.map(({ name }) => name));
    if (usage.length === 0 || !spec.containers.every(({ name }) => names.has(name))) return undefined;
    return this.#sample(usage);
  }

  ofNode(node: string): Sample<Omit<ContainerUsage, "name">> | undefined {
    const kubelet = this.#kubelets.find((one) => one.node.name === node);
    if (kubelet?.up !== true) return undefined;
    const total = { cpu: ownUse.cpu * 1e9, memory: ownUse.memory };
    for (const one of kubelet.running()) {
      const usage = this.#usageOf(one);
      total.cpu += usage?.cpu ?? 0;
      total.memory += usage?.memory ?? 0;
    }
    return this.#sample(total);
  }

  #usageOf({ pod, container, process }: RunningContainer): ContainerUsage | undefined {
    const now = this.#clock.now();
    if (process.startedAt > now - (now % window) - window) return undefined;
    const { spec } = pod;
    const declared = [...spec.containers, ...(spec.initContainers ?? [])].find(({ name }) => name === container);
    return { name: container, ...limited(declared, process.load.cores(now) * 1e9) };
  }

  #sample<T>(usage: T): Sample<T> {
    const past = this.#clock.now() % window;
    return { at: new Date(this.#clock.wallTime().getTime() - past / this.#clock.speed), window, usage };
  }
}

/** Nobody gets more than the limit, however much there is to do. */
function limited(container: Container | undefined, cpu: number): Omit<ContainerUsage, "name"> {
  const limit = container?.resources?.limits?.["cpu"];
  const most = limit === undefined ? Infinity : Number(parseQuantity(limit)!.nanos);
  return { cpu: Math.round(Math.min(cpu, most)), memory };
}
