import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { KubeconfigContext } from "../kubeconfig.ts";

/** One context of the operator's kubeconfig. */
export interface OperatorContext {
  readonly context: string;
  /** Path of the kubeconfig that kind wrote. */
  readonly kubeconfig: string;
  /** `https://127.0.0.1:<port>` of the proxy that stands for the link to this region. */
  readonly server: string;
  readonly namespace: string;
}

/** The administrator's context of a cluster that kind made, through the proxy. */
export function operatorContext({ context, kubeconfig, server, namespace }: OperatorContext): KubeconfigContext {
  const { clusters, users } = parse(readFileSync(kubeconfig, "utf8")) as {
    readonly clusters: readonly { readonly cluster: KubeconfigContext["cluster"] }[];
    readonly users: readonly { readonly user: KubeconfigContext["user"] }[];
  };
  return { context, cluster: { ...clusters[0]!.cluster, server }, user: users[0]!.user, namespace };
}
