import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import { isCheckedOnNodes, isReachable } from "../validation/service.ts";
import { needsNodePorts } from "./service-addresses.ts";
import { orElse } from "./define.ts";

const addresses = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"];

/** An update that does not speak of addresses keeps them; node ports stay with the names of their ports. */
export function keepAddresses(spec: Mutable, old: Mutable): void {
  alignAddresses(spec, old);
  if (spec["type"] !== "ExternalName" && old["type"] !== "ExternalName")
    for (const field of addresses) orElse(spec, field, old[field]);
  if (!needsNodePorts(spec) || !needsNodePorts(old)) return;
  const before: readonly Mutable[] = old["ports"] ?? [];
  const ports: readonly Mutable[] = spec["ports"] ?? [];
  const named = new Map(before.map(({ name = "", nodePort }) => [name as string, nodePort as number | undefined]));
  const stated = new Set(ports.map(({ nodePort }) => nodePort as number | undefined));
  spec["ports"] = ports.map((port) => {
    const held = named.get(port["name"] ?? "");
    return port["nodePort"] !== undefined || held === undefined || stated.has(held)
      ? port
      : { ...port, nodePort: held };
  });
}

/** Who changes the one address and leaves the list of them as it was means both. */
function alignAddresses(spec: Mutable, old: Mutable): void {
  const [one, before] = [spec["clusterIP"] ?? "", old["clusterIP"] ?? ""];
  const list: readonly string[] = spec["clusterIPs"] ?? [];
  const listBefore: readonly string[] = old["clusterIPs"] ?? [];
  if (one === before) {
    if (list.length === 0 && listBefore.length > 0) spec["clusterIPs"] = listBefore;
    return;
  }
  if (!equal(list, listBefore)) return;
  if (one === "") delete spec["clusterIPs"];
  else spec["clusterIPs"] = [one];
}

/** What only the old type needs goes, unless the update set it to something new. */
export function dropTypeDependent(spec: Mutable, old: Mutable): void {
  const same = (field: string) => equal(spec[field], old[field]);
  const drop = (...fields: readonly string[]) => {
    for (const field of fields) if (same(field)) delete spec[field];
  };
  if (old["type"] !== "ExternalName" && spec["type"] === "ExternalName") {
    if (same("clusterIP")) drop("clusterIPs", "clusterIP");
    drop("ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy");
  }
  if (needsNodePorts(old) && !needsNodePorts(spec)) dropNodePorts(spec, old);
  if (isCheckedOnNodes(old) && !isCheckedOnNodes(spec)) drop("healthCheckNodePort");
  if (old["type"] === "LoadBalancer" && spec["type"] !== "LoadBalancer")
    drop("allocateLoadBalancerNodePorts", "loadBalancerClass");
  if (isReachable(old) && !isReachable(spec)) drop("externalTrafficPolicy");
}

/** Unless the update wants other node ports, the old ones go. */
function dropNodePorts(spec: Mutable, old: Mutable): void {
  const numbers = ({ ports = [] }: Mutable): Set<number> =>
    new Set(ports.map(({ nodePort }: Mutable) => nodePort as number | undefined).filter(Boolean));
  const held = numbers(old);
  if ([...numbers(spec)].some((port) => !held.has(port))) return;
  spec["ports"] = spec["ports"]?.map(({ nodePort: _, ...port }: Mutable) => port as Mutable);
}
