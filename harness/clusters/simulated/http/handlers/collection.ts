import type { KubernetesObject } from "../../../kubernetes.ts";
import { throughWebhooks } from "../../api/admission/webhooks/awaiting.ts";
import type { Resource } from "../../api/resources/resource.ts";
import { verbName } from "../../api/server.ts";
import type { ApiServer } from "../../api/verbs.ts";
import { decodeObject, readBody } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { deleteOptions, integerParameter, textParameter, writeOptions, type DeleteBody } from "../query.ts";
import { listState } from "../list-options.ts";
import { streamTypes } from "../negotiation.ts";
import { addWarning, sendObject } from "../reply.ts";
import { withDuplicates } from "../strict.ts";
import { Representation } from "./representation.ts";

/** `GET` of a collection. */
export function listCollection(exchange: Exchange, resource: Resource, namespace: string | undefined): void {
  const { front, query, response, style } = exchange;
  const representation = new Representation(exchange, resource, streamTypes);
  const limit = integerParameter(query, "limit");
  const { exactly, paged } = listState(query, () => currentRevision(front.api, resource));
  const { items, ...metadata } = front.api.list(verbName(resource), {
    namespace,
    labelSelector: textParameter(query, "labelSelector"),
    fieldSelector: textParameter(query, "fieldSelector"),
    limit: paged ? limit : undefined,
    continue: textParameter(query, "continue"),
    exactly,
  });
  sendObject(response, 200, representation.list(items, metadata), { ...style, ...representation.form });
}

export function currentRevision(api: ApiServer, resource: Resource): number {
  return Number(api.list(verbName(resource), { limit: 1 }).resourceVersion);
}

/** `POST` to a collection. */
export async function createInCollection(
  exchange: Exchange,
  resource: Resource,
  namespace: string | undefined,
): Promise<void> {
  const { front, query, request, response, caller, style } = exchange;
  const representation = new Representation(exchange, resource);
  const options = writeOptions(query, "CreateOptions", caller, (message) => addWarning(response, message));
  const sent = await readBody(request);
  const type = request.headers["content-type"];
  const object = decodeObject(sent, type, resource.kind);
  const body = typed(object, resource);
  const created = await throughWebhooks(withDuplicates(options, sent, type, object), (settings) =>
    front.api.create(verbName(resource), namespace, body, settings),
  );
  sendObject(response, 201, representation.object(created), { ...style, ...representation.form });
}

/** `DELETE` of a collection: everything that the selectors of the address choose. */
export async function deleteCollection(
  exchange: Exchange,
  resource: Resource,
  namespace: string | undefined,
): Promise<void> {
  const { front, query, request, response, caller, style } = exchange;
  const representation = new Representation(exchange, resource);
  const options = writeOptions(query, "DeleteOptions", caller, (message) => addWarning(response, message));
  const body = await readBody(request);
  const sent = body.length === 0 ? {} : decodeObject(body, request.headers["content-type"], "DeleteOptions");
  const wanted = deleteOptions(query, sent as DeleteBody, options);
  const name = verbName(resource);
  const { items, resourceVersion } = front.api.list(name, {
    namespace,
    labelSelector: textParameter(query, "labelSelector"),
    fieldSelector: textParameter(query, "fieldSelector"),
  });
  for (const { metadata } of items)
    await throughWebhooks(wanted, (settings) => front.api.delete(name, metadata.namespace, metadata.name, settings));
  sendObject(response, 200, representation.list(items, { resourceVersion }), { ...style, ...representation.form });
}

/** Fills in the kind and version that the address implies. */
export function typed(
  body: Partial<KubernetesObject>,
  { group, version, kind }: Pick<Resource, "group" | "version" | "kind">,
): KubernetesObject {
  const apiVersion = group === "" ? version : `${group}/${version}`;
  return { ...body, apiVersion: body.apiVersion ?? apiVersion, kind: body.kind ?? kind } as KubernetesObject;
}
