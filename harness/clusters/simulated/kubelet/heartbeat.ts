import type { KubernetesObject } from "../../kubernetes.ts";
import { timestamp } from "../kinds/condition.ts";
import type { Node } from "../kinds/node.ts";
import { nodeObject, nodeStatus } from "./node-object.ts";
import type { Session } from "./session.ts";

const leaseNamespace = "kube-node-lease";
const leases = "leases.coordination.k8s.io";

/**
 * Registers the node, and from then on says that it lives: by its Lease every ten seconds, by its status every five
 * minutes.
 */
export function startHeartbeat(session: Session): void {
  const { lifetime, timings } = session;
  reportStatus(session);
  renewLease(session);
  const renew = () => {
    renewLease(session);
    lifetime.after(timings.leaseRenewal, renew);
  };
  const report = () => {
    reportStatus(session);
    lifetime.after(timings.nodeStatusReport, report);
  };
  lifetime.after(timings.leaseRenewal, renew);
  lifetime.after(timings.nodeStatusReport, report);
}

function reportStatus({ api, caller, node, lifetime }: Session): void {
  const now = timestamp(lifetime.wallTime());
  const live = api.find("nodes", undefined, node.name) as Node | undefined;
  if (live === undefined) {
    const created = nodeObject(node, now);
    api.create("nodes", undefined, created, { caller });
    const registered = { ...api.get("nodes", undefined, node.name), status: created.status };
    api.update("nodes", undefined, node.name, registered, { caller, subresource: "status" });
    return;
  }
  const status = nodeStatus(node, { now, before: live.status });
  api.update("nodes", undefined, node.name, { ...live, status }, { caller, subresource: "status" });
}

function renewLease({ api, caller, node, lifetime }: Session): void {
  const renewTime = `${lifetime.wallTime().toISOString().slice(0, -1)}000Z`;
  const live = api.find(leases, leaseNamespace, node.name);
  if (live !== undefined) {
    const renewed = { ...live, spec: { ...live["spec"], renewTime } };
    api.update(leases, leaseNamespace, node.name, renewed, { caller });
    return;
  }
  const uid = api.find("nodes", undefined, node.name)?.metadata.uid;
  const lease: KubernetesObject = {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: {
      name: node.name,
      namespace: leaseNamespace,
      ownerReferences: uid === undefined ? [] : [{ apiVersion: "v1", kind: "Node", name: node.name, uid }],
    },
    spec: { holderIdentity: node.name, leaseDurationSeconds: 40, renewTime },
  };
  api.create(leases, leaseNamespace, lease, { caller });
}
