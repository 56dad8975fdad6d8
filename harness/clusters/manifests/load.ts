import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { UserError } from "../../base/errors.ts";
import type { KubernetesObject } from "../kubernetes.ts";
import { manifestFiles, readManifestFile, readManifestText } from "./read.ts";
import { renderChart, renderKustomize } from "./render.ts";

export interface ManifestSource {
  /** A file, a folder of files, a kustomize folder or a Helm chart. */
  readonly path: string;
  /** Where objects without a namespace will go; `default` where nobody says. */
  readonly namespace?: string | undefined;
  /** For a Helm chart only. */
  readonly values?: readonly string[];
}

const kustomizations = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** Programs from PATH that reading these manifests takes. */
export function manifestTools(path: string): readonly string[] {
  const kind = kindOf(path);
  return kind === "chart" ? ["helm"] : kind === "kustomize" ? ["kubectl"] : [];
}

/**
 * A team's manifests as it ships them, in the order in which they are applied.
 * @throws UserError when they cannot be read or rendered, hold nothing, or name an object twice.
 */
export async function loadManifests({
  path,
  namespace = "default",
  values = [],
}: ManifestSource): Promise<readonly KubernetesObject[]> {
  const kind = kindOf(path);
  if (values.length > 0 && kind !== "chart")
    throw new UserError(`${path} is no Helm chart, so values do not apply to it`, {
      hint: "Leave application.values out, or name the folder that holds Chart.yaml.",
    });
  const objects = await read(path, kind, namespace, values);
  if (objects.length === 0) throw new UserError(`${path} holds no Kubernetes objects`, { hint: "Check the path." });
  refuseTwins(path, objects, namespace);
  return objects;
}

type SourceKind = "file" | "folder" | "kustomize" | "chart";

function kindOf(path: string): SourceKind {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new UserError(`cannot read the manifests ${path}: there is no such file or folder`, {
      hint: "Name a file or folder of manifests, a kustomize folder or a Helm chart.",
    });
  if (!stat.isDirectory()) return "file";
  if (existsSync(join(path, "Chart.yaml"))) return "chart";
  return kustomizations.some((name) => existsSync(join(path, name))) ? "kustomize" : "folder";
}

async function read(path: string, kind: SourceKind, namespace: string, values: readonly string[]) {
  switch (kind) {
    case "file":
      return readManifestFile(path);
    case "folder":
      return manifestFiles(path).flatMap(readManifestFile);
    case "kustomize":
      return readManifestText(`kubectl kustomize ${path}`, await renderKustomize(path));
    case "chart": {
      const options = { release: basename(path), namespace, values };
      return readManifestText(`helm template ${path}`, await renderChart(path, options));
    }
  }
}

function refuseTwins(path: string, objects: readonly KubernetesObject[], namespace: string): void {
  const seen = new Set<string>();
  for (const { apiVersion, kind, metadata } of objects) {
    const identity = `${apiVersion} ${kind} ${metadata.namespace ?? namespace}/${metadata.name}`;
    if (seen.has(identity))
      throw new UserError(`${path} holds ${kind} ${metadata.name} twice`, { hint: "Keep one of them." });
    seen.add(identity);
  }
}
