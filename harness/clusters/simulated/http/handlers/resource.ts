import { apiVersionOf, servedSubresource } from "../discovery/served.ts";
import type { Exchange } from "../exchange.ts";
import { booleanParameter, textParameter } from "../query.ts";
import { parseFieldSelector } from "../../api/selectors.ts";
import { badRequest } from "../../api/status-error.ts";
import { noSuchResource, PageNotFound, wrongMethod } from "../refusals.ts";
import { addWarning } from "../reply.ts";
import type { Target } from "../route.ts";
import { handleUnstored, isUnstored } from "./components.ts";
import { createInCollection, deleteCollection, listCollection } from "./collection.ts";
import { deleteItem, getItem, patchItem, replaceItem, type ItemTarget } from "./item.ts";
import { getLog } from "./log.ts";
import { handleMetrics, isMetrics } from "./metrics.ts";
import { handleReview } from "./reviews.ts";
import { createThrough, getScale } from "./subresource.ts";
import { streamTargetOf } from "../streams/target.ts";
import { proxyTo } from "./proxy.ts";
import { requestToken } from "./token.ts";
import { watchCollection } from "./watch.ts";

/** What the server says to everybody who uses these. */
const deprecations: Readonly<Record<string, string>> = {
  "v1/endpoints": "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
};

/** Answers a request for a collection, an object or a subresource. @throws StatusError */
export async function handleResource(exchange: Exchange, target: Target): Promise<void> {
  const resource = exchange.front.stored.get(`${apiVersionOf(target)}/${target.plural}`);
  const { metrics } = exchange.front;
  if (metrics !== undefined && isMetrics(target)) return handleMetrics(exchange, metrics, target);
  if (resource === undefined)
    return isUnstored(target) ? handleUnstored(exchange, target) : handleReview(exchange, target);
  const { namespace, name, subresource } = target;
  const deprecation = resource.custom?.deprecation ?? deprecations[`${apiVersionOf(target)}/${target.plural}`];
  if (deprecation !== undefined) addWarning(exchange.response, deprecation);
  if (namespace !== undefined && !resource.namespaced)
    throw resource.custom === undefined ? noSuchResource() : new PageNotFound();
  const isAcrossNamespaces = resource.namespaced && namespace === undefined;
  if (name === undefined) return handleCollection(exchange, target, resource);
  if (isAcrossNamespaces) throw noSuchResource();
  const item: ItemTarget = { resource, namespace, name, subresource };
  if (subresource !== undefined) return handleSubresource(exchange, item, subresource);
  // With a name in the address `watch=true` means nothing; only the old form of address watches one object.
  if (target.isWatch) return watchItem(exchange, item);
  switch (exchange.method) {
    case "GET":
      return getItem(exchange, item);
    case "PUT":
      return replaceItem(exchange, item);
    case "PATCH":
      return patchItem(exchange, item);
    case "DELETE":
      return deleteItem(exchange, item);
    default:
      throw wrongMethod();
  }
}

type Stored = ItemTarget["resource"];

async function handleCollection(exchange: Exchange, target: Target, resource: Stored): Promise<void> {
  const { namespace } = target;
  const isAcrossNamespaces = resource.namespaced && namespace === undefined;
  if (target.isWatch && exchange.method !== "GET") throw wrongMethod();
  switch (exchange.method) {
    case "GET":
      if (!isWatch(exchange, target)) return listCollection(exchange, resource, namespace);
      return watchCollection(exchange, resource, {
        namespace,
        labelSelector: textParameter(exchange.query, "labelSelector"),
        fieldSelector: textParameter(exchange.query, "fieldSelector"),
      });
    case "POST":
      if (isAcrossNamespaces) throw wrongMethod();
      return createInCollection(exchange, resource, namespace);
    case "DELETE":
      if (isAcrossNamespaces || !resource.verbs.includes("deletecollection")) throw wrongMethod();
      return deleteCollection(exchange, resource, namespace);
    default:
      throw wrongMethod();
  }
}

async function handleSubresource(exchange: Exchange, item: ItemTarget, subresource: string): Promise<void> {
  const served = servedSubresource(item.resource, subresource);
  if (served === undefined || !item.resource.subresources.includes(subresource)) throw noSuchResource();
  if (subresource === "proxy") return proxyTo(exchange, item);
  const verb = ({ GET: "get", PUT: "update", PATCH: "patch", POST: "create" } as Record<string, string>)[
    exchange.method
  ];
  if (verb === undefined || !served.verbs.includes(verb)) throw wrongMethod();
  if (streams.has(subresource)) return refuseStream(exchange, item);
  if (subresource === "token") return requestToken(exchange, item);
  if (verb === "create") return createThrough(exchange, item, served.kind ?? item.resource.kind);
  if (verb === "update") return replaceItem(exchange, item);
  if (verb === "patch") return patchItem(exchange, item);
  if (subresource === "log") return getLog(exchange, item.namespace ?? "", item.name);
  return subresource === "scale" ? getScale(exchange, item) : getItem(exchange, item);
}

const streams = new Set(["exec", "attach", "portforward"]);

/** Whoever wants to stream has to ask for a connection of its own; those requests do not come here. */
function refuseStream({ front, query }: Exchange, item: ItemTarget): never {
  const { group, version, plural } = item.resource;
  const { namespace, name, subresource } = item;
  const target = { group, version, plural, namespace, name, subresource, isWatch: false };
  streamTargetOf(front, { kind: "resource", target }, query);
  throw badRequest("Upgrade request required");
}

function watchItem(exchange: Exchange, { resource, namespace, name }: ItemTarget): void {
  if (exchange.method !== "GET") throw wrongMethod();
  const selector = textParameter(exchange.query, "fieldSelector");
  if (
    selector !== undefined &&
    !parseFieldSelector(selector).some(({ path, equal, value }) => path === "metadata.name" && equal && value === name)
  )
    throw badRequest("fieldSelector metadata.name doesn't match requested name");
  watchCollection(exchange, resource, { namespace, fieldSelector: `metadata.name=${name}` });
}

function isWatch({ query }: Exchange, target: Target): boolean {
  return target.isWatch || booleanParameter(query, "watch");
}
