import { docker } from "../docker/docker.ts";

/** containerd reads where to pull from here, per registry host. */
const configured = "/etc/containerd/certs.d";

/** The same, without any proxy: for the harness's own pulls. */
export const directHosts = "/etc/drill/certs.d";

/**
 * Has a node ask `upstream` for every image of a registry host, and nobody else: a file that names no host of its own, or
 * one that names only hosts, lets containerd fall back to the registry's real name and bypass an outage.
 * @param folder `configured` or `directHosts`.
 */
export async function pointRegistry(node: string, host: string, upstream: string): Promise<void> {
  await writeHosts(node, configured, host, upstream);
}

/** As `pointRegistry`, for the harness's own pulls. */
export async function pointDirectly(node: string, host: string, upstream: string): Promise<void> {
  await writeHosts(node, directHosts, host, upstream);
}

async function writeHosts(node: string, folder: string, host: string, upstream: string): Promise<void> {
  const url = `http://${upstream}`;
  const text = `server = "${url}"\n\n[host."${url}"]\n  capabilities = ["pull", "resolve"]\n`;
  const path = `${folder}/${host}`;
  await docker(["exec", node, "mkdir", "-p", path]);
  await docker(["exec", "--interactive", node, "cp", "/dev/stdin", `${path}/hosts.toml`], { input: text });
}
