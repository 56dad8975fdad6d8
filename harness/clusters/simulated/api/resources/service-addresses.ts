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
  if (wanted !== undefined && wanted !== "None" && !wanted.startsWith(`${serviceNetwork}.`))
    throw refuse(
      "spec.clusterIPs",
      [wanted],
      `failed to allocate IP ${wanted}: the provided network does not match the current range`,
    );
  if (wanted !== "None" && (wanted === undefined || wanted !== old?.["clusterIP"])) {
    spec["clusterIP"] = allocators.clusterIP(wanted);
    if (spec["clusterIP"] === undefined)
      throw refuse("spec.clusterIPs", [wanted], `failed to allocate IP ${wanted}: provided IP is already allocated`);
  } else spec["clusterIP"] = wanted;
  if (spec["clusterIPs"]?.[0] !== spec["clusterIP"]) spec["clusterIPs"] = [spec["clusterIP"]];
  if (isCheckedOnNodes(spec) && spec["healthCheckNodePort"] === undefined)
    spec["healthCheckNodePort"] = old?.["healthCheckNodePort"] ?? allocators.nodePort(undefined);
  if (!needsNodePorts(spec)) return;
  const held = new Set((old?.["ports"] ?? []).map((port: Mutable) => port["nodePort"]));
  spec["ports"] = (spec["ports"] ?? []).map((port: Mutable, index: number) => {
    if (port["nodePort"] !== undefined && held.has(port["nodePort"])) return port;
    const wantedPort: number | undefined = port["nodePort"];
    if (wantedPort !== undefined && (wantedPort < firstNodePort || wantedPort > lastNodePort))
      throw refuse(
        `spec.ports[${index}].nodePort`,
        wantedPort,
        `provided port is not in the valid range. The range of valid ports is ${firstNodePort}-${lastNodePort}`,
      );
    const nodePort = allocators.nodePort(wantedPort);
    if (nodePort === undefined)
      throw refuse(`spec.ports[${index}].nodePort`, wantedPort, "provided port is already allocated");
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
