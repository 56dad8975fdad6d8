import type { KubernetesObject } from "../kubernetes.ts";

/** What hangs hosts, ports or addresses of a cluster on a service, whoever uses them already. */
const routes: ReadonlySet<string> = new Set([
  "Ingress",
  "Gateway",
  "HTTPRoute",
  "GRPCRoute",
  "TLSRoute",
  "TCPRoute",
  "UDPRoute",
  "Route",
  "VirtualService",
]);

interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly containers?: readonly { readonly ports?: readonly { readonly hostPort?: number }[] }[];
}

/**
 * Why an object would be felt outside the drill's namespace; undefined when it would not.
 * @param isNamespaced what the API server says of its kind; undefined when it does not serve it.
 */
export function reachesBeyond(
  { kind, metadata, spec }: KubernetesObject,
  namespace: string,
  isNamespaced: boolean | undefined,
): string | undefined {
  if (isNamespaced === undefined) return "the cluster does not know its kind";
  if (kind === "Namespace") return metadata.name === namespace ? undefined : "it is another namespace";
  if (!isNamespaced) return "it belongs to the whole cluster";
  if (metadata.namespace !== namespace) return `it is in namespace ${metadata.namespace}`;
  if (routes.has(kind)) return "it would take hosts or ports of the cluster";
  if (kind === "Service") return serviceBeyond(spec);
  const pod = (spec?.template?.spec ?? {}) as PodSpec;
  const hostPort = pod.containers?.some(({ ports }) => ports?.some((port) => port.hostPort !== undefined));
  return pod.hostNetwork === true || hostPort === true ? "its pods would take ports of nodes" : undefined;
}

function serviceBeyond({ type = "ClusterIP", externalIPs = [] }: { type?: string; externalIPs?: readonly string[] }) {
  if (externalIPs.length > 0) return "it would take addresses outside the cluster";
  return ["NodePort", "LoadBalancer"].includes(type)
    ? `a service of type ${type} is seen outside the cluster`
    : undefined;
}
