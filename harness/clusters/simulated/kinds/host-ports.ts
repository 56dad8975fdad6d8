import type { ContainerPort, Pod } from "./pod.ts";

/** Whether two pods ask for the same port of the node that runs them. */
export function claimSamePort(one: Pod, other: Pod): boolean {
  const claimed = hostPortsOf(one);
  if (claimed.length === 0) return false;
  const present = hostPortsOf(other);
  return claimed.some((port) => present.some((taken) => clash(port, taken)));
}

function hostPortsOf({ spec }: Pod): readonly ContainerPort[] {
  return spec.containers.flatMap((container) => (container.ports ?? []).filter(({ hostPort = 0 }) => hostPort > 0));
}

function clash(a: ContainerPort, b: ContainerPort): boolean {
  if (a.hostPort !== b.hostPort || (a.protocol ?? "TCP") !== (b.protocol ?? "TCP")) return false;
  return isAny(a.hostIP) || isAny(b.hostIP) || a.hostIP === b.hostIP;
}

function isAny(address = ""): boolean {
  return address === "" || address === "0.0.0.0";
}
