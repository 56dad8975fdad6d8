import { readFileSync, writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";

/** One context of the operator's kubeconfig. */
export interface OperatorContext {
  readonly context: string;
  /** Path of the kubeconfig that kind wrote. */
  readonly kubeconfig: string;
  /** `https://127.0.0.1:<port>` of the proxy that stands for the link to this region. */
  readonly server: string;
  readonly namespace: string;
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Readonly<Record<string, unknown>> }[];
  readonly users: readonly { readonly user: Readonly<Record<string, unknown>> }[];
}

/** Writes one kubeconfig with a context per cluster, for its owner's eyes only; the first context is the current one. */
export function writeKubeconfig(path: string, contexts: readonly OperatorContext[]): void {
  const entries = contexts.map((wanted) => ({
    ...wanted,
    from: parse(readFileSync(wanted.kubeconfig, "utf8")) as Kubeconfig,
  }));
  const text = stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: entries.map(({ context, server, from }) => ({
        name: context,
        cluster: { ...from.clusters[0]!.cluster, server },
      })),
      users: entries.map(({ context, from }) => ({ name: `${context}-admin`, user: from.users[0]!.user })),
      contexts: entries.map(({ context, namespace }) => ({
        name: context,
        context: { cluster: context, user: `${context}-admin`, namespace },
      })),
      "current-context": entries[0]?.context ?? "",
    },
    { lineWidth: 0 },
  );
  writeFileSync(path, text, { mode: 0o600 });
}
