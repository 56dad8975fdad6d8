import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { UserInfo } from "../api/verbs.ts";
import type { TokenAuthenticator } from "../access/token-authenticator.ts";
import { unauthorized } from "../access/refusals.ts";

/** As the certificate in the kubeconfig that kubeadm writes for its cluster's administrator names them. */
export const administrator = { name: "kubernetes-admin", group: "kubeadm:cluster-admins" };

const everybody = "system:authenticated";
const anonymous: UserInfo = { name: "system:anonymous", groups: ["system:unauthenticated"] };

/** Finds out who sends a request: by the client's certificate, else by the bearer token, else it is anonymous. */
export class Authentication {
  readonly #administratorToken: Buffer;
  readonly #tokens: TokenAuthenticator;
  readonly #administrator: UserInfo = { name: administrator.name, groups: [administrator.group, everybody] };
  /** A certificate is looked at once for all requests of its connection. */
  readonly #byConnection = new WeakMap<Socket, UserInfo | "none" | "wrong">();

  /** @param token that of the administrator */
  constructor(token: string, tokens: TokenAuthenticator) {
    this.#administratorToken = digest(token);
    this.#tokens = tokens;
  }

  /** @throws StatusError 401 when there are credentials and none of them is good */
  userOf({ socket, headers }: IncomingMessage): UserInfo {
    const holder = this.#holderOf(socket);
    if (typeof holder === "object") return holder;
    const token = bearerToken(headers.authorization);
    if (token === undefined) {
      if (holder === "wrong") throw unauthorized();
      return anonymous;
    }
    if (timingSafeEqual(digest(token), this.#administratorToken)) return this.#administrator;
    const verdict = this.#tokens.authenticate(token);
    if ("user" in verdict) return verdict.user;
    throw unauthorized();
  }

  #holderOf(socket: Socket): UserInfo | "none" | "wrong" {
    let holder = this.#byConnection.get(socket);
    if (holder === undefined) this.#byConnection.set(socket, (holder = certificateHolder(socket)));
    return holder;
  }
}

/** The token of an `Authorization` header; undefined where it holds something else, which the real server passes over. */
function bearerToken(authorization: string | undefined): string | undefined {
  const [scheme = "", token = ""] = (authorization ?? "").trim().split(" ", 2);
  return scheme.toLowerCase() === "bearer" && token !== "" ? token : undefined;
}

/** The common name of a certificate is the user, its organisations are the groups. */
function certificateHolder(socket: Socket): UserInfo | "none" | "wrong" {
  if (!(socket instanceof TLSSocket)) return "none";
  const { raw, subject } = socket.getPeerCertificate();
  if (raw === undefined) return "none";
  // Several organisations come as a list, though the type does not say so.
  const { CN: name, O: groups = [] } = subject as { readonly CN?: string; readonly O?: string | readonly string[] };
  if (!socket.authorized || name === undefined) return "wrong";
  const credential = `X509SHA256=${createHash("sha256").update(raw).digest("hex")}`;
  return {
    name,
    groups: [...(typeof groups === "string" ? [groups] : groups), everybody],
    extra: { "authentication.kubernetes.io/credential-id": [credential] },
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
