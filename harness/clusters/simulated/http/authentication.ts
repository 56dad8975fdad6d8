import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { StatusError } from "../api/status-error.ts";
import type { UserInfo } from "../api/verbs.ts";

/** As the kubeconfig that kubeadm writes for its cluster's administrator. */
const administrator: UserInfo = {
  name: "kubernetes-admin",
  groups: ["kubeadm:cluster-admins", "system:authenticated"],
};
const anonymous: UserInfo = { name: "system:anonymous", groups: ["system:unauthenticated"] };
/** What the default RBAC rules show to everybody. */
const publicPaths = new Set(["/healthz", "/livez", "/readyz", "/version", "/version/"]);

/**
 * Who asks, by the bearer token.
 * @throws StatusError 401 for a wrong token, 403 without one where that is not enough
 */
export function authenticate(headers: IncomingHttpHeaders, token: string, path: string, method: string): UserInfo {
  const { authorization } = headers;
  if (authorization === undefined) {
    if (publicPaths.has(path)) return anonymous;
    const message = `forbidden: User "system:anonymous" cannot ${method.toLowerCase()} path ${JSON.stringify(path)}`;
    throw new StatusError(403, "Forbidden", message, {});
  }
  const [scheme = "", given = ""] = authorization.split(" ", 2);
  if (scheme.toLowerCase() !== "bearer" || !isSame(given, token))
    throw new StatusError(401, "Unauthorized", "Unauthorized");
  return administrator;
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
