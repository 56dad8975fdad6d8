import type { RegistrySpec } from "./world.ts";

/** `host/path` of a reference, without tag and digest. */
export function repositoryOf(reference: string): string {
  return reference.replace(/@.*$/, "").replace(/:[^/]*$/, "");
}

/** Every way to name this image: by tag, by digest, by both, at the registry and at its mirror. */
export function referencesOf(reference: string, digest: string | undefined, registry: RegistrySpec): string[] {
  const { host, mirror } = registry;
  const names = [reference];
  if (digest !== undefined)
    names.push(`${repositoryOf(reference)}@${digest}`, `${reference.replace(/@.*$/, "")}@${digest}`);
  if (mirror === undefined || !reference.startsWith(`${host}/`)) return names;
  return [...names, ...names.map((name) => mirror + name.slice(host.length))];
}

/** Registry host of a reference: `docker.io` where it names none. */
export function hostOf(reference: string): string {
  const [first = "", ...rest] = reference.split("/");
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : "docker.io";
}
