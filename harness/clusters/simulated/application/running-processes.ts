import type { Clock } from "../../../base/clock.ts";
import type { ApplicationSpec } from "../../world.ts";
import type { Kubelet, RunningContainer } from "../kubelet/kubelet.ts";

export interface RunningProcess extends RunningContainer {
  readonly node: string;
}

/** The application's processes in one cluster. */
export class RunningProcesses {
  readonly #kubelets: readonly Kubelet[];
  readonly #application: ApplicationSpec;
  readonly #clock: Clock;
  #known: readonly RunningProcess[] | undefined;
  #listening: readonly RunningProcess[] = [];
  #version = 0;

  constructor(kubelets: readonly Kubelet[], application: ApplicationSpec, clock: Clock) {
    this.#kubelets = kubelets;
    this.#application = application;
    this.#clock = clock;
  }

  /** Those that take connections now. The same list as before when they are the same. */
  listening(): readonly RunningProcess[] {
    const now = this.#clock.now();
    this.#known ??= this.#find();
    const before = this.#listening;
    let index = 0;
    let isSame = true;
    for (const { process } of this.#known)
      if (process.health(now) !== "refused" && before[index++]?.process !== process) isSame = false;
    if (isSame && index === before.length) return before;
    this.#version++;
    this.#listening = this.#known.filter(({ process }) => process.health(now) !== "refused");
    return this.#listening;
  }

  /** How often the list has changed when somebody asked. */
  version(): number {
    this.listening();
    return this.#version;
  }

  /** A container has begun, a pod has got or lost its address, or a node has gone up or down. */
  changed(): void {
    this.#known = undefined;
  }

  #find(): readonly RunningProcess[] {
    const { namespace, container } = this.#application;
    return this.#kubelets.flatMap((kubelet) =>
      kubelet
        .running()
        .filter((running) => running.pod.metadata.namespace === namespace && running.container === container)
        .map((running) => ({ ...running, node: kubelet.node.name })),
    );
  }
}
