import type { KubeconfigContext } from "../../kubeconfig.ts";

/** What a client needs to reach one cluster. */
export interface ClusterAccess {
  /** Name of the context in kubeconfigs. */
  readonly context: string;
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** PEM of the certificate authority. */
  readonly ca: string;
  /** The administrator's, for programs that speak to the cluster themselves. */
  readonly token: string;
  /** The administrator's certificate, for kubeconfigs. */
  readonly client: KeyPair;
}

/** PEM texts of a certificate and its key. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** The administrator's context of a kubeconfig. */
export function administratorContext({ context, url, ca, client }: ClusterAccess): KubeconfigContext {
  return {
    context,
    cluster: { server: url, "certificate-authority-data": base64(ca) },
    user: { "client-certificate-data": base64(client.certificate), "client-key-data": base64(client.key) },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
