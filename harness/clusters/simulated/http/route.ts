/** Where an address points. */
export type Route =
  | { readonly kind: "resource"; readonly target: Target }
  | { readonly kind: "groupVersion"; readonly group: string; readonly version: string }
  | { readonly kind: "group"; readonly group: string }
  | { readonly kind: "api" | "apis" | "root" | "version" | "openapi" | "openapiV2" | "openId" | "keySet" }
  | { readonly kind: "openapiDocument"; readonly name: string }
  | { readonly kind: "health"; readonly question: "healthz" | "livez" | "readyz"; readonly name: string }
  | { readonly kind: "unknown" };

/** What of a group version is addressed: a collection without a name, an object, or an object's subresource. */
export interface Target {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  /** Of the old form `/api/v1/watch/…`. */
  readonly isWatch: boolean;
}

/** Reads a path without its query. @throws URIError for malformed escapes */
export function routeOf(path: string): Route {
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
  const [first, second, third, ...rest] = parts;
  switch (first) {
    case undefined:
      return { kind: "root" };
    case "version":
      return parts.length === 1 ? { kind: "version" } : { kind: "unknown" };
    case "healthz":
    case "livez":
    case "readyz":
      return { kind: "health", question: first, name: parts.slice(1).join("/") };
    case "openapi":
      if (second === "v2" && parts.length === 2) return { kind: "openapiV2" };
      if (second !== "v3") return { kind: "unknown" };
      return parts.length === 2 ? { kind: "openapi" } : { kind: "openapiDocument", name: parts.slice(2).join("/") };
    case ".well-known":
      return second === "openid-configuration" && parts.length === 2 ? { kind: "openId" } : { kind: "unknown" };
    case "openid":
      return parts.slice(1).join("/") === "v1/jwks" ? { kind: "keySet" } : { kind: "unknown" };
    case "api":
      if (second === undefined) return { kind: "api" };
      return inGroupVersion("", second, parts.slice(2));
    case "apis":
      if (second === undefined) return { kind: "apis" };
      if (third === undefined) return { kind: "group", group: second };
      return inGroupVersion(second, third, rest);
    default:
      return { kind: "unknown" };
  }
}

function inGroupVersion(group: string, version: string, path: readonly string[]): Route {
  if (path.length === 0) return { kind: "groupVersion", group, version };
  const isWatch = path[0] === "watch";
  const parts = isWatch ? path.slice(1) : path;
  // `namespaces/x/pods` is inside a namespace, `namespaces/x` and `namespaces/x/status` are the namespace itself.
  const inNamespace = parts[0] === "namespaces" && parts.length >= 3 && !["status", "finalize"].includes(parts[2]!);
  const namespace = inNamespace ? parts[1] : undefined;
  const [plural, name, first, ...rest] = inNamespace ? parts.slice(2) : parts;
  if (plural === undefined) return { kind: "unknown" };
  // Nothing but a proxy has addresses below it; what is longer is a subresource that there is not.
  const subresource = first === undefined || first === "proxy" ? first : [first, ...rest].join("/");
  return { kind: "resource", target: { group, version, plural, namespace, name, subresource, isWatch } };
}
