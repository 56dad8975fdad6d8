import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { stringify } from "yaml";

/** What a client needs to reach one cluster. */
export interface ClusterAccess {
  /** Name of the context, of the cluster entry and, with `-admin` after it, of the user entry. */
  readonly context: string;
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** PEM of the certificate authority. */
  readonly ca: string;
  /** The administrator's, for programs that speak to the cluster themselves. */
  readonly token: string;
  /** The administrator's certificate, for kubeconfigs. */
  readonly client: KeyPair;
  /** Namespace that commands without one go to; undefined is `default`. */
  readonly namespace?: string | undefined;
}

/** PEM texts of a certificate and its key. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** The text of one kubeconfig with a context per cluster; the first is the current one. */
export function renderKubeconfig(clusters: readonly ClusterAccess[]): string {
  return stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: clusters.map(({ context, url, ca }) => ({
        name: context,
        cluster: { server: url, "certificate-authority-data": base64(ca) },
      })),
      users: clusters.map(({ context, client }) => ({
        name: `${context}-admin`,
        user: { "client-certificate-data": base64(client.certificate), "client-key-data": base64(client.key) },
      })),
      contexts: clusters.map(({ context, namespace }) => ({
        name: context,
        context: { cluster: context, user: `${context}-admin`, ...(namespace === undefined ? {} : { namespace }) },
      })),
      "current-context": clusters[0]?.context ?? "",
    },
    { lineWidth: 0 },
  );
}

/** Writes the kubeconfig for its owner's eyes only. It appears at once in full: a reader never sees half of it. */
export function writeKubeconfig(path: string, clusters: readonly ClusterAccess[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, renderKubeconfig(clusters), { mode: 0o600 });
  renameSync(temporary, path);
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
