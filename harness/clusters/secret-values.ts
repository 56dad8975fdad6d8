import type { KubernetesObject } from "./kubernetes.ts";
import type { WorldSpec } from "./world.ts";

/** Shorter values are words that would be blotted out everywhere. */
const shortest = 6;

/** What the Secrets among the team's manifests hold, encoded and plain: none of it may be printed or stored. */
export function secretValues({ application }: Pick<WorldSpec, "application">): readonly string[] {
  const secrets = Object.values(application.manifests)
    .flat()
    .filter(({ apiVersion, kind }) => apiVersion === "v1" && kind === "Secret");
  return [...new Set(secrets.flatMap(valuesOf))].filter((value) => value.length >= shortest);
}

function valuesOf({ data, stringData }: KubernetesObject): readonly string[] {
  const encoded = Object.values((data ?? {}) as Record<string, string>);
  const plain = Object.values((stringData ?? {}) as Record<string, string>);
  return [
    ...encoded.flatMap((value) => forms(Buffer.from(value, "base64").toString("utf8"), value)),
    ...plain.flatMap((value) => forms(value, Buffer.from(value).toString("base64"))),
  ];
}

/** A value of several lines is printed line by line. */
function forms(plain: string, encoded: string): readonly string[] {
  return [encoded, plain.trim(), ...plain.split("\n").map((line) => line.trim())];
}
