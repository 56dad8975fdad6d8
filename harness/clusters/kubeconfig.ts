import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { replaceFile } from "../base/replace-file.ts";

/** One context of a kubeconfig, with the cluster and the user that it joins. */
export interface KubeconfigContext {
  /** Name of the context, of the cluster entry and, with `-admin` after it, of the user entry. */
  readonly context: string;
  /** The cluster entry: `server`, `certificate-authority-data`, … */
  readonly cluster: Readonly<Record<string, unknown>>;
  /** The user entry: `client-certificate-data`, `token`, … */
  readonly user: Readonly<Record<string, unknown>>;
  /** Namespace that commands without one go to; undefined is `default`. */
  readonly namespace?: string | undefined;
}

/** The text of one kubeconfig; the first context is the current one. */
export function renderKubeconfig(contexts: readonly KubeconfigContext[]): string {
  return stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: contexts.map(({ context, cluster }) => ({ name: context, cluster })),
      users: contexts.map(({ context, user }) => ({ name: `${context}-admin`, user })),
      contexts: contexts.map(({ context, namespace }) => ({
        name: context,
        context: { cluster: context, user: `${context}-admin`, ...(namespace === undefined ? {} : { namespace }) },
      })),
      "current-context": contexts[0]?.context ?? "",
    },
    { lineWidth: 0 },
  );
}

/** Writes a folder's kubeconfig, for its owner's eyes only, and returns its path. No reader sees half of it. */
export function writeKubeconfig(folder: string, contexts: readonly KubeconfigContext[]): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "kubeconfig");
  replaceFile(path, renderKubeconfig(contexts));
  return path;
}
