import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "../../../kubernetes.ts";
import type { EndpointSlice, Service } from "../../kinds/service.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index, type ObjectKey } from "../kit/informer.ts";
import { controllerOf } from "../kit/owners.ts";
import { renewedMetadata } from "../kit/renewed-metadata.ts";
import { labelsOf, type Member } from "./members.ts";
import type { EndpointWriter } from "./publisher.ts";
import { newSlice, serviceOf, sliceLabels, slicesResource } from "./slice-object.ts";
import { planSlices, type SliceContent } from "./slices.ts";
import { triggerAnnotations } from "./trigger-times.ts";

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
        this.#plane.api.create(slicesResource, namespace, sliceOf(service, content, changedAt), options);
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

function sliceOf(service: Service, content: SliceContent, changedAt: string | undefined): KubernetesObject {
  const labels = sliceLabels(service.metadata.name, "endpointslice-controller.k8s.io", labelsOf(service));
  return newSlice(service, { labels, annotations: triggerAnnotations(changedAt) }, content);
}

function sameContent({ endpoints, ports }: EndpointSlice, content: SliceContent): boolean {
  return isDeepStrictEqual(endpoints ?? null, content.endpoints) && isDeepStrictEqual(ports ?? null, content.ports);
}
