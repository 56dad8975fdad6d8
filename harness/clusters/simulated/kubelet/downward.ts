import type { Pod } from "../kinds/pod.ts";

export interface PodPlace {
  readonly pod: Pod;
  readonly podIP: string;
  readonly hostIP: string;
}

/** A field of a pod as the downward API shows it; undefined for those that it does not know. */
export function fieldOf(path: string, { pod, podIP, hostIP }: PodPlace): string | undefined {
  const { metadata, spec } = pod;
  const [, map, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (map !== undefined) return metadata[map as "labels" | "annotations"]?.[key!] ?? "";
  switch (path) {
    case "metadata.name":
      return metadata.name;
    case "metadata.namespace":
      return metadata.namespace;
    case "metadata.uid":
      return metadata.uid;
    case "metadata.labels":
    case "metadata.annotations":
      return Object.entries(metadata[path.slice(9) as "labels" | "annotations"] ?? {})
        .sort()
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join("\n");
    case "spec.nodeName":
      return spec.nodeName;
    case "spec.serviceAccountName":
      return (spec["serviceAccountName"] as string | undefined) ?? "default";
    case "status.podIP":
    case "status.podIPs":
      return podIP;
    case "status.hostIP":
    case "status.hostIPs":
      return hostIP;
    default:
      return undefined;
  }
}
