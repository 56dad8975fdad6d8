import type { IncomingMessage } from "node:http";
import type { Access } from "../../access/access.ts";
import type { Caller } from "../../api/verbs.ts";
import type { Authentication } from "../authentication.ts";
import { impersonated } from "./impersonation.ts";
import { refusal } from "../../access/refusals.ts";
import { attributesOf } from "./request-info.ts";

/** Lets requests in whose sender is known and may do what they ask. */
export class Gate {
  readonly #authentication: Authentication;
  readonly #access: Access;

  constructor(authentication: Authentication, access: Access) {
    this.#authentication = authentication;
    this.#access = access;
  }

  /** As whom the request counts. @throws StatusError 401, 403; PlainError */
  admit(request: IncomingMessage, url: URL): Caller {
    const { method = "GET", headers } = request;
    const path = decoded(url.pathname);
    const sender = this.#authentication.userOf(request);
    const user = impersonated(request, sender, this.#access, path);
    const attributes = attributesOf(method, path, url.searchParams);
    const decision = this.#access.authorize(user, attributes);
    if (!decision.allowed) throw refusal(user, attributes, decision);
    return { user, userAgent: headers["user-agent"] ?? "unknown", access: this.#access };
  }
}

/** Who asks for a malformed address is told so after it is known that they may ask at all. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
