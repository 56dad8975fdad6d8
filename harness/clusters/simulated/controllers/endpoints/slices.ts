import { isDeepStrictEqual } from "node:util";
import type { Endpoint, EndpointPort, EndpointSlice, Service } from "../../kinds/service.ts";
import { isReady, type Member } from "./members.ts";

/** Endpoints that one slice holds at most. */
const fullSlice = 100;

/** What a service's slices should hold. A slice without a name is to be created. */
export interface SlicePlan {
  readonly keep: readonly { readonly slice: EndpointSlice | undefined; readonly content: SliceContent }[];
  readonly remove: readonly EndpointSlice[];
}

export interface SliceContent {
  readonly endpoints: readonly Endpoint[] | null;
  readonly ports: readonly EndpointPort[] | null;
}

/**
 * Spreads members over slices, one group of slices for each set of ports. Endpoints stay where they are, so that a change
 * of one pod rewrites one slice; a service without members keeps one empty slice.
 */
export function planSlices(service: Service, members: readonly Member[], present: readonly EndpointSlice[]): SlicePlan {
  const keep: { slice: EndpointSlice | undefined; content: SliceContent }[] = [];
  const unused = new Set(present);
  const takeSlice = (test: (slice: EndpointSlice) => boolean) => {
    const slice = [...unused].find(test);
    if (slice !== undefined) unused.delete(slice);
    return slice;
  };
  for (const group of groupByPorts(members).values()) {
    const waiting = new Map(group.map((member) => [member.target.uid, member]));
    const open: { slice: EndpointSlice | undefined; endpoints: Endpoint[] }[] = [];
    for (let slice; (slice = takeSlice(({ ports }) => isDeepStrictEqual(ports, group[0]!.ports))) !== undefined;) {
      const endpoints: Endpoint[] = [];
      for (const { targetRef } of slice.endpoints ?? []) {
        const member = waiting.get(targetRef?.uid ?? "");
        if (member !== undefined && waiting.delete(member.target.uid)) endpoints.push(endpointOf(service, member));
      }
      open.push({ slice, endpoints });
    }
    for (const member of waiting.values()) {
      let place = open.find(({ endpoints }) => endpoints.length < fullSlice);
      if (place === undefined) open.push((place = { slice: takeSlice(isEmpty), endpoints: [] }));
      place.endpoints.push(endpointOf(service, member));
    }
    for (const { slice, endpoints } of open) {
      if (endpoints.length > 0) keep.push({ slice, content: { endpoints, ports: group[0]!.ports } });
      else if (slice !== undefined) unused.add(slice);
    }
  }
  if (keep.length === 0) keep.push({ slice: takeSlice(() => true), content: { endpoints: null, ports: null } });
  return { keep, remove: [...unused] };
}

function groupByPorts(members: readonly Member[]): Map<string, Member[]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = JSON.stringify(member.ports);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return groups;
}

function isEmpty({ endpoints }: EndpointSlice): boolean {
  return (endpoints ?? []).length === 0;
}

function endpointOf(service: Service, member: Member): Endpoint {
  const { ip, nodeName, target, serving, terminating } = member;
  return {
    addresses: [ip],
    conditions: { ready: isReady(member, service), serving, terminating },
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: target,
  };
}
