import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { badRequest } from "../status-error.ts";
import { orElse } from "./define.ts";
import type { Allocators } from "./resource.ts";

/** Gives a service the cluster IP and node ports that its type asks for; what `old` had is already its own. */
export function takeAddresses(spec: Mutable, old: Mutable | undefined, allocators: Allocators): void {
  if (spec["type"] === "ExternalName") return;
  orElse(spec, "ipFamilies", ["IPv4"]);
  orElse(spec, "ipFamilyPolicy", "SingleStack");
  const wanted: string | undefined = spec["clusterIP"] ?? spec["clusterIPs"]?.[0];
  if (wanted !== "None" && (wanted === undefined || wanted !== old?.["clusterIP"])) {
    spec["clusterIP"] = allocators.clusterIP(wanted);
    if (spec["clusterIP"] === undefined)
      throw badRequest(`spec.clusterIPs: Invalid value: ["${wanted}"]: failed to allocate IP ${wanted}: provided IP is already allocated`);
  } else spec["clusterIP"] = wanted;
  if (spec["clusterIPs"]?.[0] !== spec["clusterIP"]) spec["clusterIPs"] = [spec["clusterIP"]];
  if (spec["type"] === "ClusterIP" || spec["allocateLoadBalancerNodePorts"] === false) return;
  const held = new Set((old?.["ports"] ?? []).map((port: Mutable) => port["nodePort"]));
  spec["ports"] = (spec["ports"] ?? []).map((port: Mutable) => {
    if (port["nodePort"] !== undefined && held.has(port["nodePort"])) return port;
    const nodePort = allocators.nodePort(port["nodePort"]);
    if (nodePort === undefined)
      throw badRequest(`spec.ports: Invalid value: ${port["nodePort"]}: provided port is already allocated`);
    return { ...port, nodePort };
  });
}

/** Gives back what a changed service no longer asks for. */
export function releaseAddresses(spec: Mutable, old: KubernetesObject, allocators: Allocators): void {
  if (spec["type"] !== "ClusterIP" && spec["type"] !== "ExternalName") return;
  if (old["spec"].type === spec["type"]) return;
  dropTypeDependent(spec, old["spec"]);
  const keepsIP = spec["type"] === "ClusterIP" && spec["clusterIP"] === old["spec"].clusterIP;
  allocators.release(keepsIP ? { ...old, spec: { ...old["spec"], clusterIP: undefined } } : old);
}

/** What only the old type needs goes, unless the update set it to something new. */
function dropTypeDependent(spec: Mutable, old: Mutable): void {
  if (old["type"] === "ClusterIP" || old["type"] === "ExternalName") return;
  const held = new Set((old["ports"] ?? []).map((port: Mutable) => port["nodePort"]));
  if (spec["ports"] !== undefined)
    spec["ports"] = spec["ports"].map(({ nodePort, ...port }: Mutable) => (nodePort === undefined || held.has(nodePort) ? port : { ...port, nodePort }));
  for (const field of ["externalTrafficPolicy", "allocateLoadBalancerNodePorts", "healthCheckNodePort", "loadBalancerClass"])
    if (spec[field] === old[field]) delete spec[field];
}
