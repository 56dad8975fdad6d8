import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseAllDocuments, type Document } from "yaml";
import { UserError } from "../../base/errors.ts";
import type { KubernetesObject } from "../kubernetes.ts";

/** More expanded aliases than manifests have: a few aliases of aliases make millions. */
const mostAliases = 1_000;

/**
 * The manifest files of a folder in the order in which `kubectl apply -f FOLDER` takes them: one level, by name.
 * @throws UserError when there are none.
 */
export function manifestFiles(folder: string): readonly string[] {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort();
  if (files.length > 0) return files;
  throw new UserError(`no manifests in ${folder}`, { hint: "It needs files that end in .yaml, .yml or .json." });
}

/** @throws UserError that names the file and the line of what is wrong. */
export function readManifestFile(file: string): readonly KubernetesObject[] {
  return readManifestText(file, readFileSync(file, "utf8"));
}

/**
 * The objects of a text with YAML or JSON documents; lists are taken apart, empty documents left out.
 * @param name what errors call the text.
 * @throws UserError that names the line of what is wrong.
 */
export function readManifestText(name: string, text: string): readonly KubernetesObject[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false, logLevel: "silent" });
  return [...documents].flatMap((document) => objectsOf(document as Document.Parsed, name, lineCounter));
}

function objectsOf(document: Document.Parsed, name: string, lines: LineCounter): readonly KubernetesObject[] {
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const [mistake] = document.errors;
  if (mistake !== undefined)
    throw new UserError(`${place(mistake.pos[0])}: ${mistake.message}`, {
      hint: "Manifests are YAML or JSON documents.",
    });
  const start = place(document.contents?.range[0] ?? 0);
  return flatten(toData(document, start), start);
}

function toData(document: Document.Parsed, place: string): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (cause) {
    throw new UserError(`${place}: ${(cause as Error).message}`, { cause, hint: "Write it without so many aliases." });
  }
}

function flatten(data: unknown, place: string): readonly KubernetesObject[] {
  if (data === null || data === undefined) return [];
  const { apiVersion, kind, metadata, items } = data as Partial<KubernetesObject>;
  if (typeof kind === "string" && kind.endsWith("List") && Array.isArray(items))
    return items.flatMap((item: unknown, index) => flatten(item, `${place}: items[${index}]`));
  const missing = [
    typeof apiVersion === "string" ? [] : ["apiVersion"],
    typeof kind === "string" ? [] : ["kind"],
    typeof metadata?.name === "string" ? [] : ["metadata.name"],
  ].flat();
  if (missing.length === 0) return [data as KubernetesObject];
  throw new UserError(`${place}: this is no Kubernetes object: it has no ${missing.join(", no ")}`, {
    hint: "Values files and other YAML belong outside the folder of the manifests.",
  });
}
