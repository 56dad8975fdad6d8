import type { Clock, Timer } from "../../../base/clock.ts";
import type { ApiServer } from "../api/verbs.ts";
import type { Endpoint, EndpointSlice } from "../kinds/service.ts";
import type { Timings } from "../timings.ts";

export interface ServiceViewOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly timings: Timings;
  readonly namespace: string;
  readonly service: string;
}

/**
 * The addresses to which kube-proxy sends a service's connections. It follows the EndpointSlices, but rewrites its rules no
 * more than once a second: for that long, users may still be sent to a pod that has gone.
 */
export class ServiceView {
  readonly #options: ServiceViewOptions;
  readonly #slices = new Map<string, EndpointSlice>();
  readonly #watch: { stop(): void };
  #addresses: readonly string[] = [];
  #timer: Timer | undefined;
  #syncedAt = -Infinity;

  constructor(options: ServiceViewOptions) {
    this.#options = options;
    const { api, namespace, service } = options;
    const labelSelector = `kubernetes.io/service-name=${service}`;
    this.#watch = api.watch("endpointslices.discovery.k8s.io", { namespace, labelSelector }, ({ type, object }) => {
      if (type === "DELETED") this.#slices.delete(object.metadata.name);
      else this.#slices.set(object.metadata.name, object as EndpointSlice);
      this.#scheduleSync();
    });
  }

  addresses(): readonly string[] {
    return this.#addresses;
  }

  stop(): void {
    this.#watch.stop();
    this.#timer?.cancel();
  }

  #scheduleSync(): void {
    if (this.#timer !== undefined) return;
    const { clock, timings } = this.#options;
    const earliest = this.#syncedAt + timings.proxySync - clock.now();
    this.#timer = clock.schedule(Math.max(timings.proxyLatency, earliest), () => {
      this.#timer = undefined;
      this.#syncedAt = clock.now();
      this.#addresses = usable([...this.#slices.values()].flatMap(({ endpoints }) => endpoints ?? []));
    });
  }
}

/** The ready endpoints; where there is none, those that still serve while they terminate. */
function usable(endpoints: readonly Endpoint[]): readonly string[] {
  const ready = endpoints.filter(({ conditions }) => conditions.ready !== false);
  const chosen =
    ready.length > 0 ? ready : endpoints.filter(({ conditions: { serving, terminating } }) => serving && terminating);
  return chosen.flatMap(({ addresses }) => addresses.slice(0, 1));
}
