import type { KubernetesObject } from "../../../kubernetes.ts";
import type { ServedResource } from "../discovery/served.ts";
import { booleanParameter } from "../query.ts";
import type { Exchange } from "../exchange.ts";
import { wrongMethod } from "../refusals.ts";
import { addWarning, sendObject } from "../reply.ts";
import type { Target } from "../route.ts";
import { notFound } from "../../api/status-error.ts";
import { negotiate } from "../negotiation.ts";
import { columns, nameColumn, type Printer } from "../tables/printer.ts";
import { tableOf } from "../tables/table.ts";
import { decodeObject, readBody } from "../body.ts";
import { createThrough } from "./subresource.ts";
import { resources } from "../../api/resources.ts";

const parts = ["scheduler", "etcd-0", "controller-manager"];

const base = { group: "", version: "v1", subresources: [], categories: [], shortNames: [], custom: undefined };

/** Kinds of the core group that nobody stores. */
export const unstoredResources: readonly ServedResource[] = [
  { ...base, kind: "Binding", plural: "bindings", singular: "binding", namespaced: true, verbs: ["create"] as never },
  {
    ...base,
    kind: "ComponentStatus",
    plural: "componentstatuses",
    singular: "componentstatus",
    shortNames: ["cs"],
    namespaced: false,
    verbs: ["get", "list"],
  },
];

/** Whether an address is one of theirs. */
export function isUnstored({ group, version, plural }: Target): boolean {
  return group === "" && version === "v1" && unstoredResources.some((resource) => resource.plural === plural);
}

/** The parts of the control plane, which are healthy as long as there is somebody to ask; or a pod's binding to a node. */
export async function handleUnstored(exchange: Exchange, target: Target): Promise<void> {
  const { method, response } = exchange;
  if (target.plural === "bindings") {
    if (method !== "POST" || target.namespace === undefined) throw wrongMethod();
    return bind(exchange, target.namespace);
  }
  if (method !== "GET" || booleanParameter(exchange.query, "watch")) throw wrongMethod();
  addWarning(response, "v1 ComponentStatus is deprecated in v1.19+");
  sendComponents(exchange, target.name);
}

async function bind(exchange: Exchange, namespace: string): Promise<void> {
  const { request } = exchange;
  const body = decodeObject(await readBody(request), request.headers["content-type"], "Binding");
  const name = body.metadata?.name ?? "";
  return createThrough(
    exchange,
    { resource: resources["pods"]!, namespace, name, subresource: "binding" },
    "Binding",
    body,
  );
}

function sendComponents({ response, request, style, query, front }: Exchange, name: string | undefined): void {
  const all = parts.map(component);
  const items = name === undefined ? all : all.filter(({ metadata }) => metadata.name === name);
  if (items.length === 0) throw notFound({ group: "", resource: "componentstatuses", name: name! });
  const form = negotiate(request.headers.accept);
  if (form.as === "table") {
    const include = query.get("includeObject") === "Object" ? "Object" : "Metadata";
    const resource = "componentstatuses";
    const options = { printer, resource, version: form.version, include, now: front.clock.wallTime() } as const;
    return sendObject(response, 200, tableOf(items, options), { ...style, ...form });
  }
  const bare = items.map(({ kind: _, apiVersion: __, ...item }) => item);
  const list = { kind: "ComponentStatusList", apiVersion: "v1", metadata: {}, items: bare };
  sendObject(response, 200, name === undefined ? list : items[0], { ...style, ...form });
}

function component(name: string): KubernetesObject {
  const conditions = [{ type: "Healthy", status: "True", message: "ok" }];
  return { kind: "ComponentStatus", apiVersion: "v1", metadata: { name }, conditions };
}

const printer: Printer = {
  columns: [nameColumn, ...columns("Status", "Message", "Error")],
  cells: ({ metadata }) => [metadata.name, "Healthy", "ok", ""],
};
