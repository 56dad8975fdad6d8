import { randomUUID } from "node:crypto";
import type { KubernetesObject } from "../../kubernetes.ts";
import type { Claims } from "./token-issuer.ts";
import { userNameOf } from "./service-accounts.ts";

/** Issuer and audience of the tokens that a cluster of kubeadm gives out. */
export const ownIssuer = "https://kubernetes.default.svc.cluster.local";
export const legacyIssuer = "kubernetes/serviceaccount";

/** What a token holds good with: when it is gone, so is the token. */
export type BoundKind = "pod" | "secret" | "node";
export type BoundObjects = Readonly<Partial<Record<BoundKind, KubernetesObject>>>;

/** Claims of a token by request, in the real server's order. Times are seconds since 1970. */
export function requestedClaims(
  { metadata: { namespace, name, uid } }: KubernetesObject,
  bound: BoundObjects,
  { audiences, from, until }: { readonly audiences: readonly string[]; readonly from: number; readonly until: number },
): Claims {
  const references = Object.entries({ node: bound.node, pod: bound.pod, secret: bound.secret }).flatMap(
    ([kind, object]) =>
      object === undefined ? [] : [[kind, { name: object.metadata.name, uid: object.metadata.uid }]],
  );
  return {
    aud: audiences,
    exp: until,
    iat: from,
    iss: ownIssuer,
    jti: randomUUID(),
    "kubernetes.io": { namespace, ...Object.fromEntries(references), serviceaccount: { name, uid } },
    nbf: from,
    sub: userNameOf(namespace!, name),
  };
}

const legacyPrefix = "kubernetes.io/serviceaccount/";

/** Claims of a token that stands in a Secret and never ends. */
export function legacyClaims({ metadata: { namespace, name, uid } }: KubernetesObject, secret: string): Claims {
  return {
    iss: legacyIssuer,
    [`${legacyPrefix}namespace`]: namespace,
    [`${legacyPrefix}secret.name`]: secret,
    [`${legacyPrefix}service-account.name`]: name,
    [`${legacyPrefix}service-account.uid`]: uid,
    sub: userNameOf(namespace!, name),
  };
}

interface Reference {
  readonly name: string;
  readonly uid: string;
}

/** Whom a token is for, whichever kind it is. */
export interface Bearer {
  readonly namespace: string;
  readonly account: Reference;
  readonly bound: Readonly<Partial<Record<BoundKind, Reference>>>;
  /** Undefined for a token that stands in a Secret. */
  readonly id: string | undefined;
  /** The Secret that such a token stands in. */
  readonly secret: string | undefined;
}

/** Reads claims that this cluster has signed, so their shape is known. */
export function bearerOf(claims: Claims): Bearer {
  if (claims["iss"] === legacyIssuer) {
    const claim = (name: string) => claims[`${legacyPrefix}${name}`] as string;
    return {
      namespace: claim("namespace"),
      account: { name: claim("service-account.name"), uid: claim("service-account.uid") },
      bound: {},
      id: undefined,
      secret: claim("secret.name"),
    };
  }
  const { namespace, serviceaccount, ...bound } = claims["kubernetes.io"] as Record<BoundKind, Reference> & {
    readonly namespace: string;
    readonly serviceaccount: Reference;
  };
  return { namespace, account: serviceaccount, bound, id: claims["jti"] as string, secret: undefined };
}
