import type { KubernetesObject } from "../../../kubernetes.ts";
import { throughWebhooks } from "../../api/admission/webhooks/awaiting.ts";
import { scaleOf } from "../../api/scale.ts";
import { verbName } from "../../api/server.ts";
import { badRequest } from "../../api/status-error.ts";
import { decodeObject, readBody } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { writeOptions } from "../query.ts";
import { addWarning, sendObject } from "../reply.ts";
import type { ItemTarget } from "./item.ts";
import { Representation } from "./representation.ts";

/** `GET …/scale` of a workload. */
export function getScale(exchange: Exchange, { resource, namespace, name }: ItemTarget): void {
  const { front, response, style } = exchange;
  const representation = new Representation(exchange, {
    ...resource,
    ...scale,
    custom: undefined,
    storedAs: undefined,
  });
  const object = scaleOf(front.api.get(verbName(resource), namespace, name), resource.custom?.scale);
  sendObject(response, 200, representation.object(object), { ...style, ...representation.form });
}

const namesItsObject: ReadonlySet<string> = new Set(["Binding", "Eviction"]);

const scale = { group: "autoscaling", version: "v1", kind: "Scale", plural: "scales" } as const;

/** `POST` to a subresource that does something: an eviction, a binding. */
export async function createThrough(
  exchange: Exchange,
  target: ItemTarget,
  kind: string,
  read?: Partial<KubernetesObject>,
): Promise<void> {
  const { front, query, request, response, caller, style } = exchange;
  const { resource, namespace, name, subresource } = target;
  const options = writeOptions(query, "CreateOptions", caller, (message) => addWarning(response, message));
  const sent = read ?? decodeObject(await readBody(request), request.headers["content-type"], kind);
  // An eviction or a binding names its pod once more.
  if (namesItsObject.has(kind)) {
    if ((sent.metadata?.namespace ?? namespace) !== namespace)
      throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
    if (sent.metadata?.name !== name) throw badRequest(`name in URL does not match name in ${kind} object`);
  }
  const body = { ...sent, metadata: { ...sent.metadata, name } } as KubernetesObject;
  const answer = await throughWebhooks({ ...options, subresource }, (settings) =>
    front.api.create(verbName(resource), namespace, body, settings),
  );
  sendObject(response, 201, answer, style);
}
