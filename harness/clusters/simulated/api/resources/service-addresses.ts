import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { firstNodePort, lastNodePort, serviceNetwork } from "../address-pool.ts";
import { isCheckedOnNodes } from "../validation/service.ts";
import { invalid, type StatusError } from "../status-error.ts";
import type { Allocators } from "./resource.ts";

/** Gives a service the cluster IP and node ports that its type asks for; what `old` had is already its own. */
export function takeAddresses(spec: Mutable, old: Mutable | undefined, allocators: Allocators, name: string): void {
  const refuse = (field: string, value: unknown, detail: string): StatusError =>
    invalid({ group: "", resource: "Service", name }, [{ type: "invalid", field, value, detail }]);
  if (spec["type"] === "ExternalName") return;
  const wanted: string | undefined = spec["clusterIP"] ?? spec["clusterIPs"]?.[0];
  const misfit = wanted === undefined || wanted === old?.["clusterIP"] ? undefined : outOfRange(wanted, allocators);
  if (misfit !== undefined) throw refuse("spec.clusterIPs", [wanted], `failed to allocate IP ${wanted}: ${misfit}`);
  if (wanted !== "None" && (wanted === undefined || wanted !== old?.["clusterIP"])) {
    spec["clusterIP"] = allocators.clusterIP(wanted);
    if (spec["clusterIP"] === undefined)
      throw refuse("spec.clusterIPs", [wanted], `failed to allocate IP ${wanted}: provided IP is already allocated`);
  } else spec["clusterIP"] = wanted;
  if (spec["clusterIPs"]?.[0] !== spec["clusterIP"]) spec["clusterIPs"] = [spec["clusterIP"]];
  if (isCheckedOnNodes(spec) && spec["healthCheckNodePort"] === undefined)
    spec["healthCheckNodePort"] = old?.["healthCheckNodePort"] ?? allocators.nodePort(undefined);
  if (!needsNodePorts(spec)) return;
  takeNodePorts(spec, old, allocators, refuse);
}

/** What is wrong with an address that cannot be one of this cluster's; a dry run says it in one way, everything else in two. */
function outOfRange(wanted: string, { isPreview }: Allocators): string | undefined {
  const isInside = wanted.startsWith(`${serviceNetwork}.`);
  if (wanted === "None" || (isInside && !/\.(0\.0|255\.255)$/.test(wanted))) return undefined;
  return isPreview
    ? `the provided IP (${wanted}) is not in the valid range. The range of valid IPs is ${serviceNetwork}.0.0/16`
    : "the provided network does not match the current range";
}

/** Ports of the same number share their node port, whatever their protocols. */
function takeNodePorts(
  spec: Mutable,
  old: Mutable | undefined,
  allocators: Allocators,
  refuse: (field: string, value: unknown, detail: string) => StatusError,
): void {
  const held = new Set((old?.["ports"] ?? []).map((port: Mutable) => port["nodePort"]));
  const ports: readonly Mutable[] = spec["ports"] ?? [];
  const shared = new Map<unknown, number>();
  spec["ports"] = ports.map((port, index) => {
    const number: unknown = port["port"];
    const asked = (other: Mutable) => other["port"] === number && other["nodePort"] !== undefined;
    const known = shared.get(number);
    const wanted: number | undefined = port["nodePort"] ?? known ?? ports.find(asked)?.["nodePort"];
    if (wanted !== undefined && wanted === known) return { ...port, nodePort: wanted };
    if (wanted !== undefined && held.has(wanted)) {
      shared.set(number, wanted);
      return { ...port, nodePort: wanted };
    }
    const field = `spec.ports[${index}].nodePort`;
    // A dry run does not look at the range.
    if (wanted !== undefined && !allocators.isPreview && (wanted < firstNodePort || wanted > lastNodePort))
      throw refuse(
        field,
        wanted,
        `provided port is not in the valid range. The range of valid ports is ${firstNodePort}-${lastNodePort}`,
      );
    const nodePort = allocators.nodePort(wanted);
    if (nodePort === undefined) throw refuse(field, wanted, "provided port is already allocated");
    shared.set(number, nodePort);
    return { ...port, nodePort };
  });
}

/** Whether each port of a service is open on all nodes. */
export function needsNodePorts({ type, allocateLoadBalancerNodePorts }: Mutable): boolean {
  return type === "NodePort" || (type === "LoadBalancer" && allocateLoadBalancerNodePorts !== false);
}

/** Gives back what a changed service no longer asks for. */
export function releaseAddresses(spec: Mutable, old: KubernetesObject, allocators: Allocators): void {
  if (spec["type"] !== "ClusterIP" && spec["type"] !== "ExternalName") return;
  if (old["spec"].type === spec["type"]) return;
  const keepsIP = spec["type"] === "ClusterIP" && spec["clusterIP"] === old["spec"].clusterIP;
  allocators.release(keepsIP ? { ...old, spec: { ...old["spec"], clusterIP: undefined } } : old);
}
