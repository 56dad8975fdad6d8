import type { KubernetesObject } from "../../../kubernetes.ts";
import { throughWebhooks } from "../../api/admission/webhooks/awaiting.ts";
import type { Resource } from "../../api/resources/resource.ts";
import { verbName } from "../../api/server.ts";
import { decodeObject, decodePatch, patchTypesOf, readBody } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { checkPlainVersion, checkReached } from "../list-options.ts";
import { deleteOptions, textParameter, writeOptions, type DeleteBody } from "../query.ts";
import { addWarning, sendObject } from "../reply.ts";
import { currentRevision, typed } from "./collection.ts";
import { withDuplicates } from "../strict.ts";
import { Representation } from "./representation.ts";

const scaleKind = { group: "autoscaling", version: "v1", kind: "Scale" } as const;

/** One object, or one of its subresources that has the same kind. */
export interface ItemTarget {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly subresource: string | undefined;
}

export function getItem(exchange: Exchange, { resource, namespace, name }: ItemTarget): void {
  const representation = new Representation(exchange, resource);
  const version = textParameter(exchange.query, "resourceVersion");
  if (version !== undefined) {
    checkPlainVersion(version);
    checkReached(version, currentRevision(exchange.front.api, resource));
  }
  reply(exchange, representation, 200, exchange.front.api.get(verbName(resource), namespace, name));
}

export async function replaceItem(
  exchange: Exchange,
  { resource, namespace, name, subresource }: ItemTarget,
): Promise<void> {
  const { front, query, request, response, caller } = exchange;
  const representation = new Representation(exchange, resource);
  const options = writeOptions(query, "UpdateOptions", caller, (message) => addWarning(response, message));
  const sent = await readBody(request);
  const type = request.headers["content-type"];
  const object = decodeObject(sent, type, resource.kind);
  const body = typed(object, subresource === "scale" ? scaleKind : resource);
  const strict = withDuplicates(options, sent, type, object);
  const updated = await throughWebhooks({ ...strict, subresource }, (settings) =>
    front.api.update(verbName(resource), namespace, name, body, settings),
  );
  reply(exchange, representation, 200, updated);
}

export async function patchItem(
  exchange: Exchange,
  { resource, namespace, name, subresource }: ItemTarget,
): Promise<void> {
  const { front, query, request, response, caller } = exchange;
  const representation = new Representation(exchange, resource);
  const sent = await readBody(request);
  const type = request.headers["content-type"];
  const patch = decodePatch(sent, type, patchTypesOf(resource));
  const warn = (message: string) => addWarning(response, message);
  const options = writeOptions(query, "PatchOptions", caller, warn, patch.type);
  const strict = withDuplicates(options, sent, type, patch.body);
  const existed = front.api.find(verbName(resource), namespace, name) !== undefined;
  const patched = await throughWebhooks({ ...strict, subresource }, (settings) =>
    front.api.patch(verbName(resource), namespace, name, patch, settings),
  );
  reply(exchange, representation, existed ? 200 : 201, patched);
}

/** Answers with the object while finalizers or a grace period hold it, else with a Status, as the real server does. */
export async function deleteItem(exchange: Exchange, { resource, namespace, name }: ItemTarget): Promise<void> {
  const { front, query, request, response, caller, style } = exchange;
  const representation = new Representation(exchange, resource);
  const options = writeOptions(query, "DeleteOptions", caller, (message) => addWarning(response, message));
  const body = await readBody(request);
  const sent = body.length === 0 ? {} : decodeObject(body, request.headers["content-type"], "DeleteOptions");
  const deleted = await throughWebhooks(deleteOptions(query, sent as DeleteBody, options), (settings) =>
    front.api.delete(verbName(resource), namespace, name, settings),
  );
  const remains =
    options.dryRun === true
      ? deleted.metadata.deletionTimestamp !== undefined
      : front.api.find(verbName(resource), namespace, name)?.metadata.uid === deleted.metadata.uid;
  if (remains || resource.plural === "pods") return reply(exchange, representation, 200, deleted);
  const { group, plural } = resource;
  const details = { name, ...(group === "" ? {} : { group }), kind: plural, uid: deleted.metadata.uid };
  const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
  sendObject(response, 200, status, style);
}

function reply(exchange: Exchange, representation: Representation, code: number, object: KubernetesObject): void {
  const { response, style } = exchange;
  sendObject(response, code, representation.object(object), { ...style, ...representation.form });
}
