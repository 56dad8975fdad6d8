import { docker } from "../docker/docker.ts";
import { runLabel } from "../../run-label.ts";

/**
 * Removes containers that drills which were killed have left on a pool's network or in the network of one of its nodes. To
 * be called by who has the pool: the containers of a drill that lives are there too.
 * @param network name, @param nodes names of the pool's nodes
 */
export async function sweep(network: string, nodes: readonly string[]): Promise<void> {
  const ours = lines(await docker(["ps", "--all", "--quiet", "--no-trunc", "--filter", `label=${runLabel}`]));
  if (ours.length === 0) return;
  const hosts = new Set([network, ...nodes.map((node) => `container:${node}`), ...(await idsOf(nodes))]);
  // A container that has names on a network was made on another one and then joined it.
  const format = "{{.Id}} {{.HostConfig.NetworkMode}}{{range $name, $_ := .NetworkSettings.Networks}} {{$name}}{{end}}";
  const joined = lines(await docker(["container", "inspect", "--format", format, ...ours]))
    .map((line) => line.split(" "))
    .filter(([, ...networks]) => networks.some((name) => hosts.has(name)))
    .map(([id = ""]) => id);
  if (joined.length > 0) await docker(["rm", "--force", "--volumes", ...joined]);
}

async function idsOf(nodes: readonly string[]): Promise<readonly string[]> {
  const filters = nodes.map((node) => `--filter=name=^/${node}$`);
  if (filters.length === 0) return [];
  return lines(await docker(["ps", "--all", "--quiet", "--no-trunc", ...filters])).map((id) => `container:${id}`);
}

function lines(text: string): readonly string[] {
  return text.split("\n").filter(Boolean);
}
