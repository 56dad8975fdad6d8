import { isDeepStrictEqual } from "node:util";
import type { Endpoints, Service } from "../../kinds/service.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Informer, type ObjectKey } from "../kit/informer.ts";
import { renewedMetadata } from "../kit/renewed-metadata.ts";
import { labelsOf, type Member } from "./members.ts";
import type { EndpointWriter } from "./publisher.ts";
import { subsetsOf } from "./subsets.ts";
import { triggerAnnotations } from "./trigger-times.ts";

/** Keeps the Endpoints of services. */
export class EndpointsWriter implements EndpointWriter {
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
      const metadata = { name, namespace: namespace!, labels, annotations: triggerAnnotations(changedAt) };
      const body = { apiVersion: "v1", kind: "Endpoints", metadata, ...(subsets.length === 0 ? {} : { subsets }) };
      this.#plane.api.create("endpoints", namespace, body, options);
    } else if (!isDeepStrictEqual(present.subsets ?? [], subsets)) {
      const { subsets: _before, ...rest } = present;
      const metadata = renewedMetadata(present.metadata, { labels, annotations: triggerAnnotations(changedAt) });
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
