import type { ClusterSpec } from "../../world.ts";

/** How many nodes a cluster has to have: those for the application, and the control plane's where that is to be dedicated. */
export function nodesWanted({ nodes, controlPlane }: ClusterSpec): number {
  return controlPlane === "dedicated" ? nodes + 1 : nodes;
}

/** Which nodes run the application, and which the drill has no use for. @param all the control plane's first */
export function nodeRoles(
  all: readonly string[],
  { nodes, controlPlane }: ClusterSpec,
): { readonly nodes: readonly string[]; readonly spare: readonly string[] } {
  const first = controlPlane === "dedicated" ? 1 : 0;
  return { nodes: all.slice(first, first + nodes), spare: all.toSpliced(first, nodes) };
}
