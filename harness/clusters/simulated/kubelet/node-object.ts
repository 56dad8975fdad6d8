import type { Condition } from "../kinds/condition.ts";
import type { Node, NodeStatus } from "../kinds/node.ts";
import type { NodeIdentity } from "./session.ts";

const resources = { cpu: "4", "ephemeral-storage": "100Gi", memory: "16Gi", pods: "110" };

/** The Node as a kubelet registers it, with the labels and the version of a kind node of Kubernetes 1.34. */
export function nodeObject(node: NodeIdentity, now: string): Node {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: node.name,
      labels: {
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": node.name,
        "kubernetes.io/os": "linux",
      },
    },
    spec: { podCIDR: `${node.podSubnet}.0/24`, podCIDRs: [`${node.podSubnet}.0/24`] },
    status: nodeStatus(node, { now, before: undefined }),
  };
}

/** @param before the status as it is; transition times of conditions that did not change are kept. */
export function nodeStatus(
  node: NodeIdentity,
  { now, before }: { readonly now: string; readonly before: NodeStatus | undefined },
): NodeStatus {
  const condition = (type: string, status: "True" | "False", reason: string, message: string): Condition => {
    const old = before?.conditions?.find((candidate) => candidate.type === type);
    const lastTransitionTime = old?.status === status ? (old.lastTransitionTime ?? now) : now;
    return { lastHeartbeatTime: now, lastTransitionTime, message, reason, status, type };
  };
  const own = [
    condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
    condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
  ];
  const others = (before?.conditions ?? []).filter(({ type }) => !own.some((mine) => mine.type === type));
  return {
    ...before,
    addresses: [
      { address: node.address, type: "InternalIP" },
      { address: node.name, type: "Hostname" },
    ],
    allocatable: resources,
    capacity: resources,
    conditions: [...others, ...own],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: "amd64",
      bootID: "",
      containerRuntimeVersion: "containerd://2.1.4",
      kernelVersion: "6.1.0",
      kubeProxyVersion: "",
      kubeletVersion: "v1.34.4",
      machineID: "",
      operatingSystem: "linux",
      osImage: "Debian GNU/Linux 12 (bookworm)",
      systemUUID: "",
    },
  };
}
