import type { KubernetesObject } from "../../../kubernetes.ts";
import { matchesAll } from "../../kinds/labels.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { Endpoints, EndpointSlice, Service } from "../../kinds/service.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index, type Informer, type ObjectKey } from "../kit/informer.ts";
import { ownedBy } from "../kit/owners.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { concernsEndpoints, membersOf, type Member } from "./members.ts";
import { planSlices, type SliceContent } from "./slices.ts";
import { subsetsOf } from "./subsets.ts";
import { triggerAnnotation, TriggerTimes } from "./trigger-times.ts";

const serviceLabel = "kubernetes.io/service-name";
const slicesResource = "endpointslices.discovery.k8s.io";

/** Publishes the pods behind each service with a selector, as EndpointSlices and as Endpoints. */
export function startEndpointControllers(plane: ControlPlane): Disposable {
  const slices = new EndpointPublisher(
    plane,
    "endpointslice-controller",
    (publisher) => new SliceWriter(plane, publisher),
  );
  const endpoints = new EndpointPublisher(plane, "endpoint-controller", () => new EndpointsWriter(plane));
  return {
    [Symbol.dispose]: () => {
      slices.stop();
      endpoints.stop();
    },
  };
}

interface Writer {
  write(service: Service, members: readonly Member[], changedAt: string | undefined): void;
  /** The service is gone. */
  remove(key: ObjectKey): void;
}

/** Watches services and pods for one kind of publication. */
class EndpointPublisher {
  readonly #services: Informer<Service>;
  readonly #servicesByNamespace: Index<Service>;
  readonly #podsByNamespace: Index<Pod>;
  readonly #times = new TriggerTimes();
  readonly #writer: Writer;
  readonly #queue: WorkQueue;

  constructor(plane: ControlPlane, name: string, writer: (publisher: { enqueue(key: ObjectKey): void }) => Writer) {
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

class SliceWriter implements Writer {
  readonly #plane: ControlPlane;
  readonly #caller = controllerCaller("endpointslice-controller");
  readonly #slices: Index<EndpointSlice>;

  constructor(plane: ControlPlane, { enqueue }: { enqueue(key: ObjectKey): void }) {
    this.#plane = plane;
    const slices = plane.informers.of<EndpointSlice>(slicesResource);
    this.#slices = slices.index(serviceOf);
    slices.onChange(({ old, now }) => {
      const key = now === undefined ? serviceOf(old!) : undefined;
      if (key !== undefined) enqueue(key);
    });
  }

  write(service: Service, members: readonly Member[], changedAt: string | undefined): void {
    const options = { caller: this.#caller };
    const { namespace } = service.metadata;
    const plan = planSlices(service, members, this.#slices.get(keyOf(service)));
    for (const { slice, content } of plan.keep) {
      if (slice === undefined)
        this.#plane.api.create(slicesResource, namespace, newSlice(service, content, changedAt), options);
      else if (!sameContent(slice, content)) {
        const body = { ...slice, ...content, metadata: { ...slice.metadata, annotations: trigger(changedAt) } };
        this.#plane.api.update(slicesResource, namespace, slice.metadata.name, body, options);
      }
    }
    for (const { metadata } of plan.remove) this.#plane.api.delete(slicesResource, namespace, metadata.name, options);
  }

  /** The garbage collector removes what the service owned. */
  remove(): void {}
}

class EndpointsWriter implements Writer {
  readonly #plane: ControlPlane;
  readonly #caller = controllerCaller("endpoint-controller");
  readonly #endpoints: Informer<Endpoints>;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    this.#endpoints = plane.informers.of<Endpoints>("endpoints");
  }

  write(service: Service, members: readonly Member[], changedAt: string | undefined): void {
    const options = { caller: this.#caller };
    const { namespace, name } = service.metadata;
    const subsets = subsetsOf(service, members);
    const labels = { ...labelsOf(service), "endpoints.kubernetes.io/managed-by": "endpoint-controller" };
    const present = this.#endpoints.get(keyOf(service));
    if (present === undefined) {
      const metadata = { name, namespace: namespace!, labels, annotations: trigger(changedAt) };
      const body = { apiVersion: "v1", kind: "Endpoints", metadata, ...(subsets.length === 0 ? {} : { subsets }) };
      this.#plane.api.create("endpoints", namespace, body, options);
    } else if (!sameJson(present.subsets ?? [], subsets)) {
      const { subsets: _before, ...rest } = present;
      const metadata = { ...present.metadata, labels, annotations: trigger(changedAt) };
      const body = { ...rest, metadata, ...(subsets.length === 0 ? {} : { subsets }) };
      this.#plane.api.update("endpoints", namespace, name, body as Endpoints, options);
    }
  }

  remove(key: ObjectKey): void {
    const present = this.#endpoints.get(key);
    if (present === undefined) return;
    const { namespace, name } = present.metadata;
    this.#plane.api.delete("endpoints", namespace, name, { caller: this.#caller });
  }
}

function newSlice(service: Service, content: SliceContent, changedAt: string | undefined): KubernetesObject {
  const { name, namespace } = service.metadata;
  const labels = {
    ...labelsOf(service),
    "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
    [serviceLabel]: name,
  };
  const metadata = {
    generateName: `${name}-`,
    namespace,
    labels,
    annotations: trigger(changedAt),
    ownerReferences: [ownedBy(service)],
  };
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: metadata as unknown as KubernetesObject["metadata"],
    addressType: "IPv4",
    ...content,
  };
}

function labelsOf({ metadata, spec }: Service): Record<string, string> {
  return { ...metadata.labels, ...(spec.clusterIP === "None" ? { "service.kubernetes.io/headless": "" } : {}) };
}

function trigger(changedAt: string | undefined): Record<string, string> {
  return changedAt === undefined ? {} : { [triggerAnnotation]: changedAt };
}

function hasSelector({ spec }: Service): boolean {
  return Object.keys(spec.selector ?? {}).length > 0;
}

function isBehind(service: Service, pod: Pod | undefined): boolean {
  return pod !== undefined && hasSelector(service) && matchesAll(service.spec.selector!, pod.metadata.labels);
}

function serviceOf({ metadata }: EndpointSlice): ObjectKey | undefined {
  const name = metadata.labels?.[serviceLabel];
  return name === undefined ? undefined : `${metadata.namespace}/${name}`;
}

function sameContent({ endpoints, ports }: EndpointSlice, content: SliceContent): boolean {
  return sameJson(endpoints ?? null, content.endpoints) && sameJson(ports ?? null, content.ports);
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
