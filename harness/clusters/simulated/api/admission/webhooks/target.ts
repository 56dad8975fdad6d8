import type { Server } from "../../server.ts";
import type { Webhook } from "./configurations.ts";

interface Target {
  readonly url: string;
  readonly authority: string | undefined;
}

/**
 * Where a webhook is. One behind a service has no address outside the simulated world: the demo application serves no
 * HTTPS, so that nobody answers there, and the server says so as a real one does.
 */
export function targetOf(server: Server, { clientConfig, timeoutSeconds }: Webhook): Target | { readonly why: string } {
  const { url, service, caBundle } = clientConfig;
  const authority = caBundle === undefined ? undefined : Buffer.from(caBundle, "base64").toString();
  if (service === undefined) return { url: `${url}?timeout=${timeoutSeconds}s`, authority };
  const { namespace, name, path = "/", port } = service;
  const address = `https://${name}.${namespace}.svc:${port}${path}?timeout=${timeoutSeconds}s`;
  const found = server.store.get("services", namespace, name);
  const why = (text: string) => ({ why: `Post ${JSON.stringify(address)}: ${text}` });
  if (found === undefined) return why(`service ${JSON.stringify(name)} not found`);
  const { clusterIP = "", ports = [] } = found["spec"];
  if (!ports.some((offered: { readonly port: number }) => offered.port === port))
    return why(`no service port ${port} found for service ${JSON.stringify(name)}`);
  return why(`dial tcp ${clusterIP}:${port}: connect: connection refused`);
}
