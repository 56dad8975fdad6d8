import type { Attributes } from "../../access/access.ts";
import { parseFieldSelector } from "../../api/selectors.ts";
import { StatusError } from "../../api/status-error.ts";

const verbs: Readonly<Record<string, string>> = {
  POST: "create",
  GET: "get",
  HEAD: "get",
  PUT: "update",
  PATCH: "patch",
  DELETE: "delete",
};

/** Subresources of a namespace, which are not resources in it. */
const ofNamespaces = new Set(["status", "finalize"]);

/**
 * What a request wants to do, from its address alone: the real server asks whether somebody may do it before it looks
 * whether there is such a thing.
 */
export function attributesOf(method: string, path: string, query: URLSearchParams): Attributes {
  const parts = path.split("/").filter((part) => part !== "");
  const grouped = parts[0] === "apis";
  const beyond = grouped ? 3 : 2;
  if ((!grouped && parts[0] !== "api") || parts.length <= beyond) {
    return { kind: "path", verb: method.toLowerCase(), path };
  }
  const group = grouped ? parts[1]! : "";
  let rest = parts.slice(beyond);
  let verb = verbs[method] ?? "";
  if ((rest[0] === "watch" || rest[0] === "proxy") && rest.length > 1) {
    verb = rest[0];
    rest = rest.slice(1);
  }
  let namespace = "";
  if (rest[0] === "namespaces" && rest.length > 1) {
    namespace = rest[1]!;
    if (rest.length > 2 && !ofNamespaces.has(rest[2]!)) rest = rest.slice(2);
  }
  const [resource = "", name = "", subresource = ""] = rest;
  const wanted = { kind: "resource", group, resource, subresource, namespace } as const;
  if (name !== "" || !["get", "delete", "watch"].includes(verb)) return { ...wanted, verb, name };
  if (verb === "delete") return { ...wanted, verb: "deletecollection", name };
  return { ...wanted, verb: isWatch(query) || verb === "watch" ? "watch" : "list", name: selectedName(query) };
}

function isWatch(query: URLSearchParams): boolean {
  const watch = query.get("watch");
  return watch !== null && !["false", "0"].includes(watch.toLowerCase());
}

/** The one object that a list or a watch is narrowed down to, if it is. */
function selectedName(query: URLSearchParams): string {
  const selector = query.get("fieldSelector") ?? "";
  if (!selector.includes("metadata.name")) return "";
  try {
    return parseFieldSelector(selector).find(({ path, equal }) => path === "metadata.name" && equal)?.value ?? "";
  } catch (error) {
    // What is wrong with it is said later, by the list itself.
    if (error instanceof StatusError) return "";
    throw error;
  }
}
