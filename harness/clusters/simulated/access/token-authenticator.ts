import type { Clock } from "../../../base/clock.ts";
import type { KubernetesObject } from "../../kubernetes.ts";
import type { ApiServer, Caller, UserInfo } from "../api/verbs.ts";
import { groupsOf, userNameOf } from "./service-accounts.ts";
import { bearerOf, ownIssuer, type BoundKind, type Bearer } from "./token-claims.ts";
import type { Claims, TokenIssuer } from "./token-issuer.ts";

/** What a token turns out to be. */
export type Verdict = { readonly user: UserInfo; readonly audiences: readonly string[] } | { readonly problem: string };

/** A token that was good is taken to be good for so many ms more, as on a real server, whatever is deleted meanwhile. */
const trust = 10_000;
const mostTrusted = 256;
/** A pod under deletion counts as gone so many ms after its time. */
const leeway = 60_000;

const extraPrefix = "authentication.kubernetes.io/";
const boundResources: Readonly<Record<BoundKind, string>> = { node: "nodes", pod: "pods", secret: "secrets" };
const lastUsed = "kubernetes.io/legacy-token-last-used";

const apiServer: Caller = {
  user: { name: "system:apiserver", groups: ["system:masters"] },
  userAgent: "kube-apiserver/v1.34.4 (linux/amd64) kubernetes",
};

interface Trusted {
  readonly verdict: Verdict;
  readonly until: number;
}

/** Recognises the tokens of a cluster's service accounts. */
export class TokenAuthenticator {
  readonly #api: ApiServer;
  readonly #clock: Clock;
  readonly #issuer: TokenIssuer;
  readonly #trusted = new Map<string, Trusted>();

  constructor(api: ApiServer, clock: Clock, issuer: TokenIssuer) {
    this.#api = api;
    this.#clock = clock;
    this.#issuer = issuer;
  }

  /** @param audiences those of which one has to be meant by the token */
  authenticate(token: string, audiences: readonly string[] = [ownIssuer]): Verdict {
    const now = this.#clock.wallTime().getTime();
    const key = `${audiences.join(" ")}\n${token}`;
    const known = this.#trusted.get(key);
    if (known !== undefined && now < known.until) return known.verdict;
    const claims = this.#issuer.verify(token);
    if (claims === undefined) return { problem: "invalid bearer token" };
    const verdict = this.#judge(token, claims, audiences, now);
    this.#trusted.delete(key);
    if ("user" in verdict) this.#trust(key, { verdict, until: now + trust / this.#clock.speed });
    return verdict;
  }

  #trust(key: string, trusted: Trusted): void {
    if (this.#trusted.size >= mostTrusted) this.#trusted.delete(this.#trusted.keys().next().value!);
    this.#trusted.set(key, trusted);
  }

  #judge(token: string, claims: Claims, audiences: readonly string[], now: number): Verdict {
    const { exp, iat } = claims as { readonly exp?: number; readonly iat?: number };
    const meant = (claims["aud"] as readonly string[] | undefined) ?? [ownIssuer];
    const common = audiences.filter((audience) => meant.includes(audience));
    if (common.length === 0) {
      const lists = [meant, audiences].map((list) => `[${list.map((one) => JSON.stringify(one)).join(" ")}]`);
      return wrong(`token audiences ${lists[0]} is invalid for the target audiences ${lists[1]}`);
    }
    if (exp !== undefined && iat !== undefined && this.#since(iat * 1000, now) > (exp - iat) * 1000)
      return wrong("service account token has expired");
    const bearer = bearerOf(claims);
    const problem = this.#lost(bearer, token, now);
    return problem === undefined ? { user: userOf(bearer), audiences: common } : wrong(problem);
  }

  /** What the token is bound to and is gone. */
  #lost({ namespace, account, bound, secret }: Bearer, token: string, now: number): string | undefined {
    const found = this.#api.find("serviceaccounts", namespace, account.name);
    if (found === undefined || found.metadata.deletionTimestamp !== undefined)
      return `service account ${namespace}/${account.name} has been deleted`;
    if (found.metadata.uid !== account.uid)
      return `service account UID (${found.metadata.uid}) does not match claim (${account.uid})`;
    if (secret !== undefined) return this.#lostSecret(namespace, secret, token);
    for (const [kind, { name, uid }] of Object.entries(bound)) {
      const object = this.#api.find(boundResources[kind as BoundKind], namespace, name);
      // The node of a pod is told to whom it may concern; the token does not hang on it.
      if (kind === "node" && bound.pod !== undefined) continue;
      if (object === undefined || object.metadata.uid !== uid || this.#isGone(object, now))
        return "service account token has been invalidated";
    }
    return undefined;
  }

  #isGone({ metadata: { deletionTimestamp } }: KubernetesObject, now: number): boolean {
    return deletionTimestamp !== undefined && this.#since(Date.parse(deletionTimestamp), now) > leeway;
  }

  /** Ms of the cluster's time; where it runs faster than the calendar, so do its tokens. */
  #since(then: number, now: number): number {
    return (now - then) * this.#clock.speed;
  }

  #lostSecret(namespace: string, name: string, token: string): string | undefined {
    const secret = this.#api.find("secrets", namespace, name);
    if (secret === undefined || secret.metadata.deletionTimestamp !== undefined) return "token has been invalidated";
    if (secret["data"]?.token !== Buffer.from(token).toString("base64")) return "token does not match server's copy";
    const today = this.#clock.wallTime().toISOString().slice(0, 10);
    if (secret.metadata.labels?.[lastUsed] === today) return undefined;
    const body = { metadata: { labels: { [lastUsed]: today } } };
    this.#api.patch("secrets", namespace, name, { type: "merge", body }, { caller: apiServer });
    return undefined;
  }
}

function wrong(why: string): Verdict {
  return { problem: `[invalid bearer token, ${why}]` };
}

function userOf({ namespace, account, bound, id }: Bearer): UserInfo {
  const references = Object.entries(bound)
    .filter(([kind]) => kind !== "secret")
    .flatMap(([kind, { name, uid }]): [string, readonly string[]][] => [
      [`${extraPrefix}${kind}-name`, [name]],
      [`${extraPrefix}${kind}-uid`, [uid]],
    ]);
  const credential: [string, readonly string[]][] =
    id === undefined ? [] : [[`${extraPrefix}credential-id`, [`JTI=${id}`]]];
  const extra = Object.fromEntries([...credential, ...references]);
  return {
    name: userNameOf(namespace, account.name),
    uid: account.uid,
    groups: [...groupsOf(namespace), "system:authenticated"],
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}
