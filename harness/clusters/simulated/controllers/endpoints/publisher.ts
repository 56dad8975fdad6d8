import { matchesAll } from "../../kinds/labels.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { Service } from "../../kinds/service.ts";
import type { ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index, type Informer, type ObjectKey } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { concernsEndpoints, membersOf, type Member } from "./members.ts";
import { TriggerTimes } from "./trigger-times.ts";

/** One way of publishing what is behind services. */
export interface EndpointWriter {
  write(service: Service, members: readonly Member[], changedAt: string | undefined): void;
  /** The service is gone. */
  remove(key: ObjectKey): void;
}

/** Watches services and pods for one kind of publication. */
export class EndpointPublisher {
  readonly #services: Informer<Service>;
  readonly #servicesByNamespace: Index<Service>;
  readonly #podsByNamespace: Index<Pod>;
  readonly #times = new TriggerTimes();
  readonly #writer: EndpointWriter;
  readonly #queue: WorkQueue;

  constructor(
    plane: ControlPlane,
    name: string,
    writer: (publisher: { enqueue(key: ObjectKey): void }) => EndpointWriter,
  ) {
    const { clock, random, informers } = plane;
    this.#services = informers.of<Service>("services");
    this.#servicesByNamespace = this.#services.index(({ metadata }) => metadata.namespace);
    const pods = informers.of<Pod>("pods");
    this.#podsByNamespace = pods.index(({ metadata }) => metadata.namespace);
    this.#queue = new WorkQueue({
      clock,
      random: random.derive(name),
      maxRetries: 15,
      reconcile: (key) => this.#reconcile(key),
    });
    this.#writer = writer({ enqueue: (key) => this.#queue.add(key) });
    this.#services.onChange(({ old, now }) => this.#queue.add(keyOf((now ?? old)!)));
    pods.onChange(({ old, now }) => {
      if (old !== undefined && now !== undefined && !concernsEndpoints(old, now)) return;
      for (const service of this.#servicesByNamespace.get((now ?? old)!.metadata.namespace!))
        if (isBehind(service, old) || isBehind(service, now)) this.#queue.add(keyOf(service));
    });
  }

  stop(): void {
    this.#queue.stop();
  }

  #reconcile(key: ObjectKey): void {
    const service = this.#services.get(key);
    if (service === undefined) {
      this.#times.forget(key);
      this.#writer.remove(key);
      return;
    }
    if (!hasSelector(service) || service.spec.type === "ExternalName") return;
    const pods = this.#podsByNamespace.get(service.metadata.namespace!).filter((pod) => isBehind(service, pod));
    this.#writer.write(service, membersOf(service, pods), this.#times.take(key, service, pods));
  }
}

function hasSelector({ spec }: Service): boolean {
  return Object.keys(spec.selector ?? {}).length > 0;
}

function isBehind(service: Service, pod: Pod | undefined): boolean {
  return pod !== undefined && hasSelector(service) && matchesAll(service.spec.selector!, pod.metadata.labels);
}
