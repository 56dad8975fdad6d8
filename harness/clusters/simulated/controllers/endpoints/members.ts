import { isPodFinished, isPodReady, type Pod } from "../../kinds/pod.ts";
import type { EndpointPort, Service, ServicePort, TargetRef } from "../../kinds/service.ts";

/** One pod behind a service. */
export interface Member {
  readonly ip: string;
  readonly nodeName: string | undefined;
  readonly target: TargetRef;
  /** Passes its readiness probe, also while it is being deleted. */
  readonly serving: boolean;
  readonly terminating: boolean;
  /** Where the service's ports lead on this pod. */
  readonly ports: readonly EndpointPort[];
}

/** The pods with an address, in the given order; such as have ended are no members. */
export function membersOf(service: Service, pods: readonly Pod[]): readonly Member[] {
  return pods.filter((pod) => pod.status?.podIP && !isPodFinished(pod)).map((pod) => memberOf(service, pod));
}

/** Whether users may be sent there. */
export function isReady(member: Member, { spec }: Service): boolean {
  return spec.publishNotReadyAddresses === true || (member.serving && !member.terminating);
}

/** Labels that endpoints take over from their service. */
export function labelsOf({ metadata, spec }: Service): Record<string, string> {
  return { ...metadata.labels, ...(spec.clusterIP === "None" ? { "service.kubernetes.io/headless": "" } : {}) };
}

/** Whether the change of a pod can change what is behind a service. */
export function concernsEndpoints(old: Pod, now: Pod): boolean {
  return (
    old.metadata.labels !== now.metadata.labels ||
    old.metadata.deletionTimestamp !== now.metadata.deletionTimestamp ||
    old.status?.podIP !== now.status?.podIP ||
    isPodReady(old) !== isPodReady(now) ||
    isPodFinished(old) !== isPodFinished(now)
  );
}

function memberOf(service: Service, pod: Pod): Member {
  const { namespace, name, uid, deletionTimestamp } = pod.metadata;
  return {
    ip: pod.status!.podIP!,
    nodeName: pod.spec.nodeName,
    target: { kind: "Pod", namespace: namespace!, name, uid: uid! },
    serving: isPodReady(pod),
    terminating: deletionTimestamp !== undefined,
    ports: (service.spec.ports ?? []).flatMap((port) => resolved(port, pod)),
  };
}

/** A port that the pod does not name is left out. */
function resolved(
  { name, protocol = "TCP", port, targetPort = port, appProtocol }: ServicePort,
  pod: Pod,
): EndpointPort[] {
  const number = typeof targetPort === "number" ? targetPort : portNamed(targetPort, protocol, pod);
  if (number === undefined) return [];
  return [{ name: name ?? "", port: number, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }];
}

function portNamed(name: string, protocol: string, { spec }: Pod): number | undefined {
  for (const container of spec.containers)
    for (const port of container.ports ?? [])
      if (port.name === name && (port.protocol ?? "TCP") === protocol) return port.containerPort;
  return undefined;
}
