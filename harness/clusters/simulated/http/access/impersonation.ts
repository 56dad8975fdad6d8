import type { IncomingMessage } from "node:http";
import type { Access, ResourceAttributes } from "../../access/access.ts";
import { groupsOf, serviceAccountOf } from "../../access/service-accounts.ts";
import type { UserInfo } from "../../api/verbs.ts";
import { PlainError, refusal } from "../../access/refusals.ts";

const anonymous = "system:anonymous";
const everybody = { known: "system:authenticated", unknown: "system:unauthenticated" };
const extraHeader = "impersonate-extra-";

/**
 * As whom a request is to count: the user whom its headers name, if who sent it may impersonate that user.
 * @throws StatusError 403; PlainError 500 for groups, a uid or extras without a user
 */
export function impersonated(request: IncomingMessage, sender: UserInfo, access: Access, path: string): UserInfo {
  const wanted = headersOf(request);
  if (wanted === undefined) return sender;
  const { user, groups, uid, extra } = wanted;
  const account = user === undefined ? undefined : serviceAccountOf(user);
  const requests: ResourceAttributes[] = [
    ...(user === undefined ? [] : [userRequest(user, account)]),
    ...groups.map((name) => impersonation({ resource: "groups", name })),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((name) => impersonation({ ...authentication, resource: "userextras", subresource: key, name })),
    ),
    ...(uid === undefined ? [] : [impersonation({ ...authentication, resource: "uids", name: uid })]),
  ];
  if (user === undefined) throw withoutUser(path, groups, uid, extra);
  for (const attributes of requests) {
    const decision = access.authorize(sender, attributes);
    if (!decision.allowed) throw refusal(sender, attributes, decision);
  }
  const named = groups.length === 0 && account !== undefined ? groupsOf(account.namespace) : groups;
  return {
    name: user,
    groups: withEverybody(user, named),
    ...(uid === undefined ? {} : { uid }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

const authentication = { group: "authentication.k8s.io" };

function impersonation(wanted: Partial<ResourceAttributes> & { resource: string; name: string }): ResourceAttributes {
  return { kind: "resource", verb: "impersonate", group: "", subresource: "", namespace: "", ...wanted };
}

function userRequest(user: string, account: ReturnType<typeof serviceAccountOf>): ResourceAttributes {
  return account === undefined
    ? impersonation({ resource: "users", name: user })
    : impersonation({ resource: "serviceaccounts", ...account });
}

function withEverybody(user: string, groups: readonly string[]): readonly string[] {
  const { known, unknown } = everybody;
  if (user === anonymous) return groups.includes(unknown) ? groups : [...groups, unknown];
  return groups.includes(known) || groups.includes(unknown) ? groups : [...groups, known];
}

interface Wanted {
  readonly user: string | undefined;
  readonly groups: readonly string[];
  readonly uid: string | undefined;
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** Undefined for a request that is nobody's but its sender's, as nearly all are. */
function headersOf({ headers, headersDistinct }: IncomingMessage): Wanted | undefined {
  const names = Object.keys(headers).filter((name) => name.startsWith("impersonate-"));
  if (names.length === 0) return undefined;
  const first = (name: string) => headersDistinct[name]?.[0] || undefined;
  const extra = names
    .filter((name) => name.startsWith(extraHeader))
    .map((name): [string, readonly string[]] => [unescape(name.slice(extraHeader.length)), headersDistinct[name]!]);
  return {
    user: first("impersonate-user"),
    groups: headersDistinct["impersonate-group"] ?? [],
    uid: first("impersonate-uid"),
    extra: Object.fromEntries(extra.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Keys of extras may be percent-encoded, for headers know fewer characters. */
function unescape(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** The references stand there as Go prints them. */
function withoutUser(
  path: string,
  groups: Wanted["groups"],
  uid: string | undefined,
  extra: Wanted["extra"],
): PlainError {
  const references = [
    ...groups.map((group) => `{Group  ${group}    }`),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((value) => `{UserExtra  ${value}  authentication.k8s.io/v1  ${key}}`),
    ),
    ...(uid === undefined ? [] : [`{UID  ${uid}  authentication.k8s.io/v1  }`]),
  ];
  const problem = `requested [${references.join(" ")}] without impersonating a user`;
  return new PlainError(500, `Internal Server Error: ${JSON.stringify(path)}: ${problem}\n`);
}
