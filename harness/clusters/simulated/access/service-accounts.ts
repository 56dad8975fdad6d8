const prefix = "system:serviceaccount:";

/** The user as which a service account asks. */
export function userNameOf(namespace: string, name: string): string {
  return `${prefix}${namespace}:${name}`;
}

/** The groups of every service account of a namespace. */
export function groupsOf(namespace: string): readonly string[] {
  return ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
}

/** The service account that a user's name means; undefined when it is none. */
export function serviceAccountOf(user: string): { readonly namespace: string; readonly name: string } | undefined {
  if (!user.startsWith(prefix)) return undefined;
  const [namespace = "", name = "", ...rest] = user.slice(prefix.length).split(":");
  if (rest.length > 0 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(namespace)) return undefined;
  return /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) ? { namespace, name } : undefined;
}
