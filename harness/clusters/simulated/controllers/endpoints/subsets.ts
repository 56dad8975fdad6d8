import type { EndpointAddress, EndpointSubset, Service } from "../../kinds/service.ts";
import { isReady, type Member } from "./members.ts";

/** The same members as the older Endpoints resource lists them: by ports, ready or not, without those being deleted. */
export function subsetsOf(service: Service, members: readonly Member[]): readonly EndpointSubset[] {
  const publishAll = service.spec.publishNotReadyAddresses === true;
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    if (member.terminating && !publishAll) continue;
    const key = JSON.stringify(member.ports);
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => subsetOf(service, group));
}

function subsetOf(service: Service, group: readonly Member[]): EndpointSubset {
  const sorted = [...group].sort((a, b) => (a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0));
  const addresses = sorted.filter((member) => isReady(member, service)).map(addressOf);
  const notReadyAddresses = sorted.filter((member) => !isReady(member, service)).map(addressOf);
  const ports = group[0]!.ports.map(({ name, ...port }) => (name === "" ? port : { name, ...port }));
  return {
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
    ...(ports.length === 0 ? {} : { ports }),
  };
}

function addressOf({ ip, nodeName, target }: Member): EndpointAddress {
  return { ip, ...(nodeName === undefined ? {} : { nodeName }), targetRef: target };
}
