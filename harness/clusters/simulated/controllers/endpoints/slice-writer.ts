import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "../../../kubernetes.ts";
import type { EndpointSlice, Service } from "../../kinds/service.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index, type ObjectKey } from "../kit/informer.ts";
import { controllerOf, ownedBy } from "../kit/owners.ts";
import { renewedMetadata } from "../kit/renewed-metadata.ts";
import { labelsOf, type Member } from "./members.ts";
import type { EndpointWriter } from "./publisher.ts";
import { planSlices, type SliceContent } from "./slices.ts";
import { triggerAnnotations } from "./trigger-times.ts";

const serviceLabel = "kubernetes.io/service-name";
const slicesResource = "endpointslices.discovery.k8s.io";

/** Keeps the EndpointSlices of services. */
export class SliceWriter implements EndpointWriter {
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
    const slices = this.#slices.get(keyOf(service));
    const own = slices.filter((slice) => controllerOf(slice)?.uid === service.metadata.uid);
    // Slices of an earlier service of this name, which was deleted without them.
    const stale = slices.filter((slice) => !own.includes(slice));
    const plan = planSlices(service, members, own);
    for (const { slice, content } of plan.keep) {
      if (slice === undefined)
        this.#plane.api.create(slicesResource, namespace, newSlice(service, content, changedAt), options);
      else if (!sameContent(slice, content)) {
        const body = {
          ...slice,
          ...content,
          metadata: renewedMetadata(slice.metadata, { annotations: triggerAnnotations(changedAt) }),
        };
        this.#plane.api.update(slicesResource, namespace, slice.metadata.name, body, options);
      }
    }
    for (const { metadata } of [...plan.remove, ...stale])
      this.#plane.api.delete(slicesResource, namespace, metadata.name, options);
  }

  /** The garbage collector removes what the service owned. */
  remove(): void {}
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
    annotations: triggerAnnotations(changedAt),
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

function serviceOf({ metadata }: EndpointSlice): ObjectKey | undefined {
  const name = metadata.labels?.[serviceLabel];
  return name === undefined ? undefined : `${metadata.namespace}/${name}`;
}

function sameContent({ endpoints, ports }: EndpointSlice, content: SliceContent): boolean {
  return isDeepStrictEqual(endpoints ?? null, content.endpoints) && isDeepStrictEqual(ports ?? null, content.ports);
}
