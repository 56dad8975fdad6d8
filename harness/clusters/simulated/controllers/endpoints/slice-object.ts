import type { KubernetesObject, ObjectMeta } from "../../../kubernetes.ts";
import type { EndpointSlice } from "../../kinds/service.ts";
import type { ObjectKey } from "../kit/informer.ts";
import { ownedBy } from "../kit/owners.ts";
import type { SliceContent } from "./slices.ts";

export const slicesResource = "endpointslices.discovery.k8s.io";

const serviceLabel = "kubernetes.io/service-name";
const managerLabel = "endpointslice.kubernetes.io/managed-by";

/** The labels of a slice: what its owner, of the service's name, hands on, whose it is and who keeps it. */
export function sliceLabels(
  service: string,
  manager: string,
  handedOn: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return { ...handedOn, [managerLabel]: manager, [serviceLabel]: service };
}

/** A slice to be made, which goes with its owner. */
export function newSlice(
  owner: KubernetesObject,
  given: Pick<ObjectMeta, "labels" | "annotations">,
  content: SliceContent,
): KubernetesObject {
  const { name, namespace } = owner.metadata;
  const metadata = { generateName: `${name}-`, namespace, ...given, ownerReferences: [ownedBy(owner)] };
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: metadata as unknown as ObjectMeta,
    addressType: "IPv4",
    ...content,
  };
}

/** The service whose endpoints are in a slice; undefined where it names none. */
export function serviceOf({ metadata }: EndpointSlice): ObjectKey | undefined {
  const name = metadata.labels?.[serviceLabel];
  return name === undefined ? undefined : `${metadata.namespace}/${name}`;
}

export function managerOf({ metadata }: EndpointSlice): string | undefined {
  return metadata.labels?.[managerLabel];
}
