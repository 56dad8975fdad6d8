import { isDeepStrictEqual } from "node:util";
import type { EndpointAddress, Endpoints, EndpointSlice, EndpointSubset, Service } from "../../kinds/service.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index, type Informer, type ObjectKey } from "../kit/informer.ts";
import { controllerOf } from "../kit/owners.ts";
import { renewedMetadata } from "../kit/renewed-metadata.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { managerOf, newSlice, serviceOf, sliceLabels, slicesResource } from "./slice-object.ts";

const manager = "endpointslicemirroring-controller.k8s.io";
const name = "endpointslicemirroring-controller";

/** Annotations of Endpoints that say nothing of their slices. */
const unmirrored: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "endpoints.kubernetes.io/last-change-trigger-time",
]);

/** Writes as EndpointSlices what people have written as Endpoints, for services that select no pods. */
export class SliceMirror {
  readonly #plane: ControlPlane;
  readonly #caller = controllerCaller(name);
  readonly #services: Informer<Service>;
  readonly #endpoints: Informer<Endpoints>;
  readonly #slices: Index<EndpointSlice>;
  readonly #queue: WorkQueue;

  constructor(plane: ControlPlane) {
    const { clock, random, informers } = plane;
    this.#plane = plane;
    this.#services = informers.of<Service>("services");
    this.#endpoints = informers.of<Endpoints>("endpoints");
    this.#slices = informers.of<EndpointSlice>(slicesResource).index(mirroredKey);
    this.#queue = new WorkQueue({
      clock,
      random: random.derive(name),
      maxRetries: 15,
      reconcile: (key) => this.#reconcile(key),
    });
    this.#services.onChange(({ old, now }) => {
      if (isWithoutSelector(old) || isWithoutSelector(now)) this.#queue.add(keyOf((now ?? old)!));
    });
    this.#endpoints.onChange(({ old, now }) => {
      const { metadata } = (now ?? old)!;
      if (metadata.labels?.["endpoints.kubernetes.io/managed-by"] !== "endpoint-controller")
        this.#queue.add(keyOf((now ?? old)!));
    });
  }

  stop(): void {
    this.#queue.stop();
  }

  #reconcile(key: ObjectKey): void {
    const endpoints = this.#endpoints.get(key);
    const service = this.#services.get(key);
    const isMirrored = endpoints !== undefined && service !== undefined && isForPeople(endpoints, service);
    const wanted = isMirrored ? (endpoints.subsets ?? []).map(contentOf) : [];
    const unused = new Set(this.#slices.get(key));
    for (const content of wanted) {
      const own = [...unused].filter((slice) => controllerOf(slice)?.uid === endpoints?.metadata.uid);
      const slice = own.find(({ ports }) => isDeepStrictEqual(ports, content.ports)) ?? own[0];
      if (slice !== undefined) unused.delete(slice);
      this.#write(endpoints!, slice, content);
    }
    for (const { metadata } of unused)
      this.#plane.api.delete(slicesResource, metadata.namespace, metadata.name, { caller: this.#caller });
  }

  #write(endpoints: Endpoints, slice: EndpointSlice | undefined, content: ReturnType<typeof contentOf>): void {
    const { namespace } = endpoints.metadata;
    const options = { caller: this.#caller };
    const labels = sliceLabels(endpoints.metadata.name, manager, endpoints.metadata.labels);
    const given = Object.entries(endpoints.metadata.annotations ?? {}).filter(([key]) => !unmirrored.has(key));
    const annotations = given.length === 0 ? {} : { annotations: Object.fromEntries(given) };
    if (slice === undefined) {
      const body = newSlice(endpoints, { labels, ...annotations }, content);
      this.#plane.api.create(slicesResource, namespace, body, options);
      return;
    }
    // What is written anew comes without the base of its name.
    const { annotations: before = {}, generateName: _base, ...rest } = slice.metadata;
    const wanted = { ...content, labels, annotations: Object.fromEntries(given) };
    const { endpoints: held, ports } = slice;
    if (isDeepStrictEqual(wanted, { endpoints: held, ports, labels: rest.labels, annotations: before })) return;
    const body = { ...slice, ...content, metadata: renewedMetadata(rest, { labels, ...annotations }) };
    this.#plane.api.update(slicesResource, namespace, slice.metadata.name, body, options);
  }
}

function mirroredKey(slice: EndpointSlice): ObjectKey | undefined {
  return managerOf(slice) === manager ? serviceOf(slice) : undefined;
}

function isWithoutSelector(service: Service | undefined): boolean {
  return service !== undefined && service.spec.selector === undefined;
}

/** Services that select pods have slices of their own, and leader elections are none of anybody's endpoints. */
function isForPeople({ metadata }: Endpoints, service: Service): boolean {
  return (
    isWithoutSelector(service) &&
    metadata.labels?.["endpointslice.kubernetes.io/skip-mirror"] !== "true" &&
    metadata.annotations?.["control-plane.alpha.kubernetes.io/leader"] === undefined
  );
}

function contentOf({ addresses = [], notReadyAddresses = [], ports }: EndpointSubset) {
  const endpoint = (ready: boolean) => (address: EndpointAddress & { readonly hostname?: string }) => ({
    addresses: [address.ip],
    conditions: { ready },
    ...(address.hostname === undefined || address.hostname === "" ? {} : { hostname: address.hostname }),
    ...(address.nodeName === undefined ? {} : { nodeName: address.nodeName }),
    ...(address.targetRef === undefined ? {} : { targetRef: address.targetRef }),
  });
  return {
    endpoints: [...addresses.map(endpoint(true)), ...notReadyAddresses.map(endpoint(false))],
    ports: (ports ?? []).map((port) => ({ ...port, name: port.name ?? "" })),
  };
}
