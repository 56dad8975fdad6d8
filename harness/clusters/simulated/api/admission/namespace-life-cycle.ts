import type { Resource } from "../resources/resource.ts";
import type { Server } from "../server.ts";
import { forbidden, notFound, type Subject } from "../status-error.ts";

/**
 * Nothing is created in a namespace that is missing or being deleted.
 * @throws StatusError 404 or 403
 */
export function admitToNamespace(server: Server, resource: Resource, namespace: string, subject: Subject): void {
  if (!resource.namespaced) return;
  const found = server.store.get("namespaces", "", namespace);
  if (found === undefined) throw notFound({ group: "", resource: "namespaces", name: namespace });
  if (found["status"].phase !== "Terminating") return;
  throw forbidden(subject, `unable to create new content in namespace ${namespace} because it is being terminated`, [
    {
      reason: "NamespaceTerminating",
      message: `namespace ${namespace} is being terminated`,
      field: "metadata.namespace",
    },
  ]);
}
