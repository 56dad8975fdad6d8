import type { Server } from "../server.ts";
import { forbidden } from "../status-error.ts";
import { compareQuantities } from "../quantity.ts";
import type { Attributes } from "./attributes.ts";

/** A claim grows only when it is bound and its class lets it. @throws StatusError 403 */
export function admitClaimGrowth(server: Server, { resource, subresource, name, object, oldObject }: Attributes): void {
  if (resource.plural !== "persistentvolumeclaims" || resource.group !== "" || subresource !== undefined) return;
  if (object === undefined || oldObject === undefined) return;
  const size = (claim: typeof object): string => claim["spec"].resources?.requests?.storage ?? "0";
  if (compareQuantities(size(object), size(oldObject)) <= 0) return;
  const subject = { group: "", resource: resource.plural, name };
  if (oldObject["status"]?.phase !== "Bound")
    throw forbidden(subject, "Only bound persistent volume claims can be expanded");
  const className: string = object["spec"].storageClassName ?? "";
  const storageClass = server.store.get("storageclasses.storage.k8s.io", "", className);
  if (storageClass?.["allowVolumeExpansion"] !== true)
    throw forbidden(
      subject,
      "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize",
    );
}
