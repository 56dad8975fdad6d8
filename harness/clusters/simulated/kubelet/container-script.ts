import { foresee, type Script } from "../application/script.ts";
import type { Container, Pod } from "../kinds/pod.ts";

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath: string } };
}

/**
 * What the container's own command does; undefined when it has none, or one that cannot be foreseen. Arguments alone are
 * taken for a command: what an image has for an entry point usually hands such a one on.
 */
export function scriptOf(container: Container, pod: Pod): Script | undefined {
  const command = (container["command"] ?? []) as readonly string[];
  const args = (container["args"] ?? []) as readonly string[];
  if (command.length + args.length === 0) return undefined;
  const environment = new Map<string, string>();
  for (const { name, value, valueFrom } of (container["env"] ?? []) as readonly Variable[]) {
    const known = value ?? (valueFrom?.fieldRef && fieldOf(pod, valueFrom.fieldRef.fieldPath));
    if (known !== undefined) environment.set(name, known);
  }
  return foresee([...command, ...args], environment);
}

function fieldOf({ metadata, spec }: Pod, path: string): string | undefined {
  const [, map, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (map !== undefined) return metadata[map as "labels" | "annotations"]?.[key!] ?? "";
  if (path === "metadata.name") return metadata.name;
  if (path === "metadata.namespace") return metadata.namespace;
  return path === "spec.nodeName" ? spec.nodeName : undefined;
}
