import { docker } from "../docker.ts";
import { runLabel } from "../names.ts";

/**
 * Removes containers that drills which were killed have left on a pool's network or in the network of one of its nodes. To
 * be called by who has the pool: the containers of a drill that lives are there too.
 * @param network name, @param nodes names of the pool's nodes
 */
export async function sweep(network: string, nodes: readonly string[]): Promise<void> {
  const ours = lines(await docker(["ps", "--all", "--quiet", "--no-trunc", "--filter", `label=${runLabel}`]));
  if (ours.length === 0) return;
  const hosts = new Set([network, ...nodes.map((node) => `container:${node}`), ...(await idsOf(nodes))]);
  const format = "{{.Id}} {{.HostConfig.NetworkMode}}";
  const joined = lines(await docker(["container", "inspect", "--format", format, ...ours]))
    .map((line) => line.split(" "))
    .filter(([, mode = ""]) => hosts.has(mode))
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
