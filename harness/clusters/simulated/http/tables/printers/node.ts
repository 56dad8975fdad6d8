import type { KubernetesObject } from "../../../../kubernetes.ts";
import { age } from "../cells.ts";
import { columns, nameColumn, wide, type Printer } from "../printer.ts";

export const nodePrinter: Printer = {
  columns: [
    nameColumn,
    ...columns("Status", "Roles", "Age", "Version"),
    ...["Internal-IP", "External-IP", "OS-Image", "Kernel-Version", "Container-Runtime"].map((name) => wide(name)),
  ],
  cells: (node, now) => {
    const info = node["status"]?.nodeInfo ?? {};
    return [
      node.metadata.name,
      nodeStatus(node),
      roles(node),
      age(node, now),
      info.kubeletVersion ?? "",
      address(node, "InternalIP"),
      address(node, "ExternalIP"),
      unknown(info.osImage),
      unknown(info.kernelVersion),
      unknown(info.containerRuntimeVersion),
    ];
  },
};

function nodeStatus({ spec, status }: KubernetesObject): string {
  const conditions = (status?.conditions ?? []) as readonly { readonly type: string; readonly status: string }[];
  const ready = conditions.find(({ type }) => type === "Ready");
  const word = ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady";
  return spec?.unschedulable === true ? `${word},SchedulingDisabled` : word;
}

function roles({ metadata }: KubernetesObject): string {
  const prefix = "node-role.kubernetes.io/";
  const named = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(prefix) && key.length > prefix.length) return [key.slice(prefix.length)];
    return key === "kubernetes.io/role" && value !== "" ? [value] : [];
  });
  return named.length === 0 ? "<none>" : named.sort().join(",");
}

function address({ status }: KubernetesObject, wanted: string): string {
  const addresses = (status?.addresses ?? []) as readonly { readonly type: string; readonly address: string }[];
  return addresses.find(({ type }) => type === wanted)?.address ?? "<none>";
}

function unknown(text: string | undefined): string {
  return text === undefined || text === "" ? "<unknown>" : text;
}
