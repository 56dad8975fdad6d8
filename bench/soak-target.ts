import type { ClusterAccess } from "../harness/clusters/simulated/http/kubeconfig.ts";

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly "certificate-authority-data": string };
  }[];
  readonly users: readonly {
    readonly user: { readonly "client-certificate-data": string; readonly "client-key-data": string };
  }[];
}

/** How to reach the only cluster of a kubeconfig. */
export function targetOf({ clusters, users }: Kubeconfig): ClusterAccess {
  const { cluster } = clusters[0]!;
  const { user } = users[0]!;
  return {
    context: "soak",
    url: cluster.server,
    ca: plain(cluster["certificate-authority-data"]),
    token: "",
    client: { certificate: plain(user["client-certificate-data"]), key: plain(user["client-key-data"]) },
  };
}

function plain(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}
