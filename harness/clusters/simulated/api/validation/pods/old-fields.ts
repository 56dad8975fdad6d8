import type { Mutable } from "../../decode.ts";
import { parseQuantity } from "../../quantity.ts";

const oldLabels: Readonly<Record<string, string>> = {
  "beta.kubernetes.io/arch": 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  "beta.kubernetes.io/os": 'deprecated since v1.14; use "kubernetes.io/os" instead',
  "failure-domain.beta.kubernetes.io/region": 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  "failure-domain.beta.kubernetes.io/zone": 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  "beta.kubernetes.io/instance-type": 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};

const oldVolumes: Readonly<Record<string, string>> = {
  photonPersistentDisk: "deprecated in v1.11, non-functional in v1.16+",
  gitRepo: "deprecated in v1.11, and disabled by default in v1.33+",
  scaleIO: "deprecated in v1.16, non-functional in v1.22+",
  flocker: "deprecated in v1.22, non-functional in v1.25+",
  storageos: "deprecated in v1.22, non-functional in v1.25+",
  quobyte: "deprecated in v1.22, non-functional in v1.25+",
  glusterfs: "deprecated in v1.25, non-functional in v1.26+",
  cephfs: "deprecated in v1.28, non-functional in v1.31+",
  rbd: "deprecated in v1.28, non-functional in v1.31+",
};

/** Names of node labels that have newer ones, wherever a pod says which nodes it wants. */
export function nodeLabelWarnings(spec: Mutable, field: string): string[] {
  const affinity: Mutable = spec["affinity"]?.nodeAffinity ?? {};
  const at = `${field}.affinity.nodeAffinity`;
  const terms = (affinity["requiredDuringSchedulingIgnoredDuringExecution"]?.nodeSelectorTerms ?? []) as Mutable[];
  const wishes = (affinity["preferredDuringSchedulingIgnoredDuringExecution"] ?? []) as Mutable[];
  return [
    ...Object.keys(spec["nodeSelector"] ?? {}).flatMap((key) =>
      oldLabels[key] === undefined ? [] : [`${field}.nodeSelector[${key}]: ${oldLabels[key]}`],
    ),
    ...terms.flatMap((term, index) =>
      termWarnings(term, `${at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${index}]`),
    ),
    ...wishes.flatMap(({ preference = {} }, index) =>
      termWarnings(preference, `${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].preference`),
    ),
  ];
}

function termWarnings({ matchExpressions = [] }: Mutable, field: string): string[] {
  return (matchExpressions as readonly Mutable[]).flatMap(({ key }, index) =>
    oldLabels[key] === undefined ? [] : [`${field}.matchExpressions[${index}].key: ${key} is ${oldLabels[key]}`],
  );
}

export function oldVolumeWarnings(volumes: readonly Mutable[] = [], field: string): string[] {
  return volumes.flatMap((volume, index) =>
    Object.entries(oldVolumes).flatMap(([kind, warning]) =>
      volume[kind] === undefined ? [] : [`${field}[${index}].${kind === "storageos" ? "storageOS" : kind}: ${warning}`],
    ),
  );
}

export function hostAliasWarnings(aliases: readonly Mutable[] = [], field: string): string[] {
  return aliases.flatMap(({ ip }, index) =>
    aliases.findIndex((other) => other["ip"] === ip) < index
      ? [`${field}[${index}].ip: duplicate ip ${JSON.stringify(ip)}`]
      : [],
  );
}

/** Parts of a byte, which is what `100m` of memory is. */
export function fractionWarnings({ resources = {} }: Mutable, field: string): string[] {
  return ["memory", "ephemeral-storage"].flatMap((name) =>
    ["limits", "requests"].flatMap((kind) => {
      const amount: string | undefined = resources[kind]?.[name];
      if (amount === undefined || (parseQuantity(String(amount))?.nanos ?? 0n) % 1_000_000_000n === 0n) return [];
      const quoted = JSON.stringify(amount);
      return [`${field}.resources.${kind}[${name}]: fractional byte value ${quoted} is invalid, must be an integer`];
    }),
  );
}
