import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import { UserError } from "../../base/errors.ts";
import type { KubernetesObject } from "../../clusters/kubernetes.ts";

/**
 * The objects of a manifest file, or of all .yaml, .yml and .json files of a folder in the order of their names.
 * @throws UserError when there is nothing to read or it is no Kubernetes object.
 */
export async function readManifests(path: string, folder: string): Promise<readonly KubernetesObject[]> {
  const full = resolve(folder, path);
  const hint = "paths are relative to the scenario file";
  const info = await stat(full).catch((cause: unknown) => {
    throw new UserError(`cannot read the manifests ${full}`, { hint, cause });
  });
  const files = info.isDirectory()
    ? (await readdir(full))
        .filter((file) => /\.(ya?ml|json)$/.test(file))
        .sort()
        .map((file) => join(full, file))
    : [full];
  const objects = (await Promise.all(files.map(readObjects))).flat();
  if (objects.length === 0)
    throw new UserError(`no manifests in ${full}`, { hint: "a folder needs .yaml, .yml or .json files" });
  return objects;
}

async function readObjects(file: string): Promise<readonly KubernetesObject[]> {
  const documents = parseAllDocuments(await readFile(file, "utf8"));
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [problem] = document.errors;
    if (problem !== undefined) throw new UserError(`${file} is no valid YAML: ${problem.message}`);
    const value = document.toJS() as KubernetesObject | { kind: "List"; items: readonly KubernetesObject[] } | null;
    if (value === null) return [];
    const objects =
      "items" in value && value.kind === "List"
        ? (value.items as readonly KubernetesObject[])
        : [value as KubernetesObject];
    for (const { apiVersion, kind, metadata } of objects)
      if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof metadata?.name !== "string")
        throw new UserError(`${file} holds something that is no Kubernetes object`, {
          hint: "each needs apiVersion, kind and metadata.name",
        });
    return objects;
  });
}
